import { expect, test } from 'vitest'
import { chooseBackend, smallNetworkFlops } from './chooseBackend.ts'
import type { DeviceSurvey } from './tf/surveyDevices.ts'

const small = { forwardFlops: smallNetworkFlops - 1 }
const large = { forwardFlops: smallNetworkFlops }
const real: DeviceSurvey = { state: 'ok', adapter: 'a card' }
const software: DeviceSurvey = { state: 'software-adapter', adapter: 'SwiftShader' }
const missing: DeviceSurvey = { state: 'insecure-context', adapter: '' }

test('auto takes a real adapter for networks that gain from it', () => {
  expect(chooseBackend('auto', large, real)).toEqual({ name: 'tf-webgpu', reason: 'gpu', adapter: 'a card' })
  expect(chooseBackend('auto', small, real)).toEqual({ name: 'tf-cpu', reason: 'small-network', adapter: '' })
})

test('auto takes no software adapter for a graphics card, and says so', () => {
  expect(chooseBackend('auto', large, software)).toEqual({
    name: 'tf-cpu',
    reason: 'software-adapter',
    adapter: '',
  })
})

test('an explicit choice is followed as far as there is an adapter', () => {
  const chosen = { name: 'tf-webgpu', reason: 'chosen' }
  expect(chooseBackend('tf-webgpu', small, real)).toEqual({ ...chosen, adapter: 'a card' })
  expect(chooseBackend('tf-webgpu', small, software)).toEqual({ ...chosen, adapter: 'SwiftShader' })
  expect(chooseBackend('tf-webgpu', large, missing)).toEqual({
    name: 'tf-cpu',
    reason: 'insecure-context',
    adapter: '',
  })
  expect(chooseBackend('tf-cpu', large, real)).toEqual({ name: 'tf-cpu', reason: 'chosen', adapter: '' })
})
