import { beforeAll, describe, expect, test } from 'vitest'
import { compileKernels, instantiateKernels } from './loader.ts'
import { KernelMemory, KernelMemoryError } from './memory.ts'

let module: WebAssembly.Module
beforeAll(async () => {
  module = await compileKernels('plain')
})

const openMemory = async (limitBytes = 2 ** 24) =>
  new KernelMemory(await instantiateKernels(module), limitBytes)

describe('kernel memory', () => {
  test('gives zeroed blocks that do not overlap, each at the start of a cache line', async () => {
    const memory = await openMemory()
    const sizes = [1, 64, 65, 70_000, 3]
    const blocks = sizes.map((size) => memory.allocate(size))
    for (const [index, block] of blocks.entries()) {
      expect(block % 64).toBe(0)
      const next = blocks[index + 1]
      if (next !== undefined) expect(next - block).toBeGreaterThanOrEqual(sizes[index] ?? 0)
    }
    const [, block = 0] = blocks
    memory.f32.fill(1, block / 4, block / 4 + 16)
    memory.release(block)
    const again = memory.allocate(64)
    expect(again).toBe(block)
    expect(memory.f32.slice(again / 4, again / 4 + 16)).toEqual(new Float32Array(16))
  })

  test('joins neighbours again, whatever the order in which they are freed', async () => {
    const memory = await openMemory()
    const whole = memory.allocate(64 * 24)
    memory.release(whole)
    for (const order of [
      [0, 1, 2, 3],
      [3, 1, 0, 2],
      [2, 0, 3, 1],
    ]) {
      const blocks = [1, 5, 7, 11].map((lines) => memory.allocate(64 * lines))
      for (const index of order) memory.release(blocks[index] ?? 0)
      expect(memory.allocate(64 * 24)).toBe(whole)
      memory.release(whole)
    }
  })

  test('grows only as far as its limit, and not by halves', async () => {
    const memory = await openMemory(2 ** 20)
    const before = memory.heldBytes
    expect(() => memory.allocate(2 ** 20)).toThrow(KernelMemoryError)
    expect(() => memory.allocate(2 ** 20)).toThrow('out of memory: needs 2 MiB, limit 1 MiB')
    expect(memory.heldBytes).toBe(before)
    expect(memory.allocate(2 ** 19)).toBeGreaterThan(0)
  })

  test('refuses to free what it did not give', async () => {
    const memory = await openMemory()
    const block = memory.allocate(64)
    memory.release(block)
    expect(() => memory.release(block)).toThrow(`no block at ${block}`)
  })
})
