import { expect, test } from 'vitest'
import { bestKernelBuild, compileKernels, instantiateKernels, supportsSimd } from './loader.ts'

test('tells whether SIMD and fused multiply-add are there', () => {
  expect(supportsSimd()).toBe(true)
  expect(['fused', 'plain']).toContain(bestKernelBuild())
})

test('the plain build needs nothing but SIMD128', async () => {
  const kernels = await instantiateKernels(await compileKernels('plain'))
  expect(kernels.heapBase()).toBeGreaterThan(0)
  expect(kernels.memory.buffer.byteLength).toBe(65536)
})

test('the fused build runs exactly where it is said to', async () => {
  const compiled = compileKernels('fused')
  if (bestKernelBuild() === 'fused') expect(await compiled).toBeInstanceOf(WebAssembly.Module)
  else await expect(compiled).rejects.toThrow(WebAssembly.CompileError)
})
