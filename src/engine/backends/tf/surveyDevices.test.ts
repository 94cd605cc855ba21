import { expect, test } from 'vitest'
import { type DeviceScope, surveyDevices } from './surveyDevices.ts'

/** A browser whose adapter tells this about itself. */
function scopeWith(info: Partial<GPUAdapterInfo>): DeviceScope {
  const adapter = {
    info: { description: '', vendor: '', architecture: '', device: '', ...info },
  } as GPUAdapter
  return { isSecureContext: true, navigator: { gpu: { requestAdapter: async () => adapter } } }
}

test('what is missing is a value', async () => {
  const adapter = ''
  expect(await surveyDevices({ isSecureContext: false })).toEqual({ state: 'insecure-context', adapter })
  expect(await surveyDevices({ isSecureContext: true, navigator: {} })).toEqual({
    state: 'no-webgpu',
    adapter,
  })
  expect(await surveyDevices({})).toEqual({ state: 'no-webgpu', adapter })
  const without = { requestAdapter: async () => null }
  expect(await surveyDevices({ navigator: { gpu: without } })).toEqual({ state: 'no-adapter', adapter })
  const refusing = {
    requestAdapter: async () => {
      throw new Error('refused')
    },
  }
  expect(await surveyDevices({ navigator: { gpu: refusing } })).toEqual({ state: 'no-adapter', adapter })
})

test('a real adapter is named as well as the browser allows', async () => {
  const described = scopeWith({ description: 'GeForce', vendor: 'nvidia', architecture: 'ampere' })
  expect(await surveyDevices(described)).toEqual({ state: 'ok', adapter: 'GeForce' })
  const masked = scopeWith({ vendor: 'apple', architecture: 'metal-3' })
  expect(await surveyDevices(masked)).toEqual({ state: 'ok', adapter: 'apple metal-3' })
  expect(await surveyDevices(scopeWith({}))).toEqual({ state: 'ok', adapter: 'unnamed adapter' })
})

test.each<Partial<GPUAdapterInfo>>([
  { vendor: 'google', architecture: 'swiftshader' },
  { description: 'llvmpipe (LLVM 15.0.6, 256 bits)', vendor: 'mesa' },
  { description: 'Microsoft Basic Render Driver', vendor: 'microsoft' },
  { vendor: 'unheard-of', isFallbackAdapter: true },
])('a software adapter is seen: %o', async (info) => {
  expect((await surveyDevices(scopeWith(info))).state).toBe('software-adapter')
})
