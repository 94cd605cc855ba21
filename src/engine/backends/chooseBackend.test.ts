import { expect, test } from 'vitest'
import { chooseBackend, type Machine, reportCpu, smallNetworkFlops } from './chooseBackend.ts'

const small = { forwardFlops: smallNetworkFlops - 1 }
const large = { forwardFlops: smallNetworkFlops }
const simd = { build: 'fused', threads: 2 } as const
const real: Machine = { device: { state: 'ok', adapter: 'a card' }, simd }
const software: Machine = { device: { state: 'software-adapter', adapter: 'SwiftShader' }, simd }
const missing: Machine = { device: { state: 'insecure-context', adapter: '' }, simd }
const bare: Machine = { ...missing, simd: undefined }

test('auto takes a real adapter for networks that gain from it', () => {
  expect(chooseBackend('auto', large, real)).toEqual({ name: 'webgpu', reason: 'gpu', adapter: 'a card' })
  expect(chooseBackend('auto', small, real)).toEqual({
    name: 'simd',
    reason: 'small-network',
    adapter: '',
    ...simd,
  })
})

test('auto takes no software adapter for a graphics card, and says so', () => {
  expect(chooseBackend('auto', large, software)).toMatchObject({ name: 'simd', reason: 'software-adapter' })
})

test('without WebAssembly SIMD the CPU runs tfjs', () => {
  expect(chooseBackend('auto', small, bare)).toEqual({ name: 'tf-cpu', reason: 'small-network', adapter: '' })
  expect(chooseBackend('simd', small, bare)).toEqual({ name: 'tf-cpu', reason: 'no-simd', adapter: '' })
  expect(reportCpu(bare, 'device-lost')).toEqual({ name: 'tf-cpu', reason: 'device-lost', adapter: '' })
})

test.each(['webgpu', 'tf-webgpu'] as const)('%s is followed as far as there is an adapter', (choice) => {
  expect(chooseBackend(choice, small, real)).toEqual({ name: choice, reason: 'chosen', adapter: 'a card' })
  expect(chooseBackend(choice, small, software)).toEqual({
    name: choice,
    reason: 'chosen',
    adapter: 'SwiftShader',
  })
  expect(chooseBackend(choice, large, missing)).toMatchObject({ name: 'simd', reason: 'insecure-context' })
})

test('the CPU backends are followed', () => {
  expect(chooseBackend('tf-cpu', large, real)).toEqual({ name: 'tf-cpu', reason: 'chosen', adapter: '' })
  expect(chooseBackend('simd', large, real)).toEqual({ name: 'simd', reason: 'chosen', adapter: '', ...simd })
})
