import { afterAll, beforeAll, expect, test } from 'vitest'
import { initialBuffers } from '../../../core/networks/network.ts'
import { createLayerProblem, layerCases } from '../../../fixtures/layerCases.ts'
import { openCpuDevice } from '../tf/cpuDevice.ts'
import type { Device } from '../tf/device.ts'
import { createSession as createTfSession } from '../tf/session.ts'
import { openWebgpuDevice, type WebgpuDevice } from '../tf/webgpuDevice.ts'
import { createGpuContext, type GpuContext } from './gpuContext.ts'
import { createSession } from './session.ts'

const control = { breathe: async () => {} }

let cpu: Device
let gpu: WebgpuDevice
let context: GpuContext
beforeAll(async () => {
  cpu = await openCpuDevice()
  gpu = await openWebgpuDevice()
  context = createGpuContext(gpu)
})
afterAll(() => gpu.dispose())

// A software adapter takes a quarter of a second to compile one: a few are enough beside the layers' own tests.
const few = layerCases
  .filter(([name]) => /^random network|preactivated|residual in a/.test(name))
  .slice(0, 10)

test.each(few)('%s', async (_name, architecture) => {
  const { network, data, vectors } = createLayerProblem(architecture)
  const buffers = vectors.map((_, i) =>
    initialBuffers(network).map((value, k) => value + 0.05 * ((k + i) % 5)),
  )
  const coefficients = Float64Array.of(1, 0, 0, 0.3, 0.5, 0.2, -0.2, 0.4, 0.8)
  const splits = ['train', 'test'] as const
  const request = { basis: vectors, buffers, coefficients, splits, batchNorm: 'recomputed' as const }
  const session = await createSession(context, network, data)
  const reference = createTfSession(cpu, network, data)
  const [got, wanted] = [await session.evaluate(request, control), await reference.evaluate(request, control)]
  for (const split of splits) {
    wanted[split]?.nll.forEach((nll, point) => {
      expect(Math.abs((got[split]?.nll[point] ?? Number.NaN) - nll)).toBeLessThan(2e-6 + 1e-5 * nll)
    })
  }
  session.dispose()
  reference.dispose()
})
