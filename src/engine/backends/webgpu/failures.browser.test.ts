import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { planNetwork } from '../../../core/networks/planNetwork.ts'
import { createMlp } from '../../../core/networks/presets.ts'
import { createRandom } from '../../../core/random.ts'
import type { EvaluateRequest } from '../../../protocol/evaluation.ts'
import type { JobId, WeightsId } from '../../../protocol/identifiers.ts'
import type { Problem } from '../../../protocol/problem.ts'
import { createLab } from '../../lab.ts'
import { createYieldTask } from '../../yieldTask.ts'
import { createBackends } from '../createBackends.ts'
import { openWebgpuDevice, type WebgpuDevice } from '../tf/webgpuDevice.ts'
import { createGpuContext, type GpuContext } from './gpuContext.ts'
import { createSession } from './session.ts'

const random = createRandom(2, 'data')
const drawNumbers = (count: number) => Float32Array.from({ length: count }, () => random.normal())
const architecture = createMlp({
  inputShape: [2],
  widths: [16, 16],
  activation: 'relu',
  classCount: 2,
  batchNorm: false,
  dropout: 0,
  residual: false,
})
const network = planNetwork(architecture)
const split = { count: 200, inputs: drawNumbers(400), labels: new Int32Array(200) }
const dataset = { inputShape: [2], classCount: 2, train: split, test: split }
const request = {
  basis: [drawNumbers(network.parameterCount)],
  buffers: [],
  coefficients: new Float64Array(50).fill(1),
  splits: ['train'] as const,
  batchNorm: 'stored' as const,
}
const control = { breathe: async () => {} }

const { requestDevice } = GPUAdapter.prototype
let devices: GPUDevice[] = []
beforeEach(() => {
  devices = []
  GPUAdapter.prototype.requestDevice = async function (...options) {
    const device = await requestDevice.apply(this, options)
    devices.push(device)
    return device
  }
})
afterEach(() => {
  GPUAdapter.prototype.requestDevice = requestDevice
  for (const device of devices) device.destroy()
})

describe('a session', () => {
  let device: WebgpuDevice
  let context: GpuContext
  let uncaptured = 0
  beforeEach(async () => {
    device = await openWebgpuDevice()
    uncaptured = 0
    device.gpu.addEventListener('uncapturederror', () => uncaptured++)
    context = createGpuContext(device)
  })
  afterEach(() => {
    expect(uncaptured).toBe(0)
    device.dispose()
  })

  test('whose device is lost on the way says so', async () => {
    const session = await createSession(context, network, dataset)
    context.pace.costPerMs = 100
    let breaths = 0
    const breathe = async () => {
      context.pace.costPerMs = 100
      if (++breaths === 4) device.gpu.destroy()
    }
    await expect(session.evaluate(request, { breathe })).rejects.toMatchObject({ code: 'device-lost' })
    expect(breaths).toBeGreaterThan(3)
    await expect(session.evaluate(request, control)).rejects.toMatchObject({ code: 'device-lost' })
    session.dispose()
    expect(context.memory.bytes()).toBe(0)
    await expect(createSession(context, network, dataset)).rejects.toMatchObject({ code: 'device-lost' })
  })

  test('whose device has no memory left says so, and holds none', async () => {
    const session = await createSession(context, network, dataset)
    failScopes(device.gpu, 'out-of-memory', () => new GPUOutOfMemoryError('no memory left'))
    await expect(session.evaluate(request, control)).rejects.toMatchObject({ code: 'out-of-memory' })
    await expect(createSession(context, network, dataset)).rejects.toMatchObject({ code: 'out-of-memory' })
    session.dispose()
    expect(context.memory.bytes()).toBe(0)
  })

  test('whose device refuses a kernel says so', async () => {
    const { createShaderModule } = device.gpu
    device.gpu.createShaderModule = (descriptor) => {
      return createShaderModule.call(device.gpu, { ...descriptor, code: 'fn main() { nonsense(); }' })
    }
    await expect(createSession(context, network, dataset)).rejects.toMatchObject({ code: 'unsupported' })
    expect(context.memory.bytes()).toBe(0)
  })

  test('whose kernels take too long to compile says so', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      device.gpu.createComputePipelineAsync = () => new Promise(() => {})
      const refused = expect(createSession(context, network, dataset)).rejects.toMatchObject({
        code: 'unsupported',
        message: 'webgpu: kernels took longer than 15000 ms to compile',
      })
      await vi.advanceTimersByTimeAsync(15_000)
      await refused
      expect(context.memory.bytes()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  test('takes real errors of validation for a refusal', async () => {
    const session = await createSession(context, network, dataset)
    const { createBuffer } = device.gpu
    device.gpu.createBuffer = (descriptor) =>
      createBuffer.call(device.gpu, { ...descriptor, usage: GPUBufferUsage.VERTEX })
    await expect(session.evaluate(request, control)).rejects.toMatchObject({ code: 'unsupported' })
    session.dispose()
    expect(context.memory.bytes()).toBe(0)
  })
})

describe('the lab', () => {
  const problem: Problem = {
    data: {
      source: 'moons',
      size: 400,
      noise: 0.2,
      classCount: 2,
      seed: 0,
      testShare: 0.3,
      standardize: false,
    },
    architecture,
    backend: 'webgpu',
  }
  const id = 'w' as WeightsId
  const evaluation: EvaluateRequest = {
    problem,
    basis: [id],
    coefficients: Float64Array.from({ length: 300 }, (_, i) => i / 300),
    splits: ['train', 'test'],
    batchNorm: 'recomputed',
  }

  async function createLabWithWeights() {
    const lab = createLab({
      now: () => performance.now(),
      yieldTask: createYieldTask(),
      backends: createBackends(),
    })
    await lab.load({ id, weights: drawNumbers(network.parameterCount), buffers: new Float32Array() })
    return lab
  }

  test('goes on without the device, and says why', async () => {
    const lab = await createLabWithWeights()
    const { train, test: held } = await valuesOf(lab, 'undisturbed')
    expect(train?.nll).toHaveLength(300)
    let failed = false
    // The second submit of the next job never comes.
    const submit = GPUQueue.prototype.submit
    GPUQueue.prototype.submit = function (buffers) {
      if (failed) for (const device of devices) device.destroy()
      failed = true
      return submit.call(this, buffers)
    }
    const outcome = await lab.evaluate('disturbed' as JobId, evaluation, () => {})
    GPUQueue.prototype.submit = submit
    if (outcome.state !== 'done') throw new Error('cancelled')
    expect(outcome.value.backend).toMatchObject({ reason: 'device-lost', adapter: '' })
    expect(outcome.value.backend.name).not.toBe('webgpu')
    outcome.value.values.test?.nll.forEach((nll, point) => {
      expect(nll).toBeCloseTo(held?.nll[point] ?? Number.NaN, 4)
    })
  })

  async function valuesOf(lab: ReturnType<typeof createLab>, job: string) {
    const outcome = await lab.evaluate(job as JobId, evaluation, () => {})
    if (outcome.state !== 'done') throw new Error('cancelled')
    expect(outcome.value.backend).toMatchObject({ name: 'webgpu', reason: 'chosen' })
    return outcome.value.values
  }
})

/** Makes the scopes of one filter find an error; the others go on. */
function failScopes(gpu: GPUDevice, filter: GPUErrorFilter, makeError: () => GPUError): void {
  const { pushErrorScope, popErrorScope } = gpu
  const stack: GPUErrorFilter[] = []
  gpu.pushErrorScope = (pushed) => {
    stack.push(pushed)
    return pushErrorScope.call(gpu, pushed)
  }
  gpu.popErrorScope = async () => {
    const popped = stack.pop()
    const error = await popErrorScope.call(gpu)
    return popped === filter ? makeError() : error
  }
}
