import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Layer } from '../../../core/networks/architecture.ts'
import { planNetwork } from '../../../core/networks/planNetwork.ts'
import { createRandom } from '../../../core/random.ts'
import type { PointsRequest } from '../backend.ts'
import { openCpuDevice } from '../tf/cpuDevice.ts'
import { createSession as createTfSession } from '../tf/session.ts'
import { openWebgpuDevice, type WebgpuDevice } from '../tf/webgpuDevice.ts'
import { createGpuContext, type GpuContext } from './gpuContext.ts'
import { createSession } from './session.ts'

const control = { breathe: async () => {} }
const random = createRandom(2, 'data')
const drawNumbers = (count: number) => Float32Array.from({ length: count }, () => random.normal())
const inputShape = [2, 5, 4]
const network = planNetwork({
  input: inputShape,
  layers: [
    { type: 'conv2d', out: 3, kernel: 2 },
    { type: 'batchnorm' },
    { type: 'relu' },
    { type: 'maxpool', kernel: 2 },
    { type: 'flatten' },
    { type: 'linear', out: 3 },
  ],
})
const drawSplit = (count: number) => ({
  count,
  inputs: drawNumbers(count * 40),
  labels: Int32Array.from({ length: count }, (_, row) => row % 3),
})
const dataset = { inputShape, classCount: 3, train: drawSplit(300), test: drawSplit(50) }
const basis = [drawNumbers(network.parameterCount), drawNumbers(network.parameterCount)]
const rowsOf = (count: number) =>
  Float64Array.from({ length: 2 * count }, (_, i) => {
    const t = Math.floor(i / 2) / Math.max(1, count - 1)
    return i % 2 === 0 ? 1 - t : t
  })
const request: PointsRequest = {
  basis,
  buffers: [],
  coefficients: rowsOf(7),
  splits: ['train', 'test'],
  batchNorm: 'recomputed',
}

let device: WebgpuDevice
let context: GpuContext
let uncaptured = 0
beforeAll(async () => {
  device = await openWebgpuDevice()
  device.gpu.addEventListener('uncapturederror', () => uncaptured++)
  context = createGpuContext(device)
})
afterAll(() => device.dispose())

test('parts come in order and hold what the result holds; small chunks change no byte', async () => {
  const session = await createSession(context, network, dataset)
  const whole = await session.evaluate(request, control)
  // So slow that every point is cut into batches, each submitted alone.
  context.pace.costPerMs = 1
  const parts: [number, number[]][] = []
  const onPart: PointsRequest['onPart'] = (start, part) => parts.push([start, [...(part.test?.nll ?? [])]])
  const cut = await session.evaluate({ ...request, onPart }, control)
  expect(parts.flatMap(([, nll]) => nll)).toEqual([...(cut.test?.nll ?? [])])
  expect(parts.map(([start]) => start)).toEqual(parts.map(([start]) => start).sort((a, b) => a - b))
  expect(cut).toEqual(whole)
  session.dispose()
})

test('recomputed statistics are those of tfjs', async () => {
  const session = await createSession(context, network, dataset)
  const reference = createTfSession(await openCpuDevice(), network, dataset)
  const weights = drawNumbers(network.parameterCount)
  const wanted = await reference.recomputeBuffers(weights, control)
  const buffers = await session.recomputeBuffers(weights, control)
  expect(buffers).toHaveLength(wanted.length)
  buffers.forEach((value, i) => {
    expect(Math.abs(value - (wanted[i] ?? Number.NaN))).toBeLessThan(1e-5)
  })
  session.dispose()
  reference.dispose()
})

test('a last batch of one sample, alone with its channel, is an explained error', async () => {
  const features = planNetwork({ input: [4], layers: [{ type: 'batchnorm' }, { type: 'linear', out: 2 }] })
  const split = { count: 129, inputs: drawNumbers(129 * 4), labels: new Int32Array(129) }
  const data = { inputShape: [4], classCount: 2, train: split, test: split }
  const session = await createSession(context, features, data)
  await expect(session.recomputeBuffers(drawNumbers(features.parameterCount), control)).rejects.toMatchObject(
    {
      code: 'invalid-request',
      message: 'batch norm needs two values a channel, got a batch of 1',
    },
  )
  session.dispose()
})

test('callers may change what they passed, and calls may overlap', async () => {
  const session = await createSession(context, network, dataset)
  const wanted = await session.evaluate(request, control)
  const given = { ...request, basis: basis.map((each) => each.slice()), coefficients: rowsOf(7) }
  const running = [session.evaluate(given, control), session.evaluate(request, control)]
  for (const array of [...given.basis, given.coefficients]) array.fill(Number.NaN)
  for (const values of await Promise.all(running)) {
    values.train?.nll.forEach((nll, point) => {
      expect(nll).toBeCloseTo(wanted.train?.nll[point] ?? Number.NaN, 5)
    })
  }
  session.dispose()
  expect(context.memory.bytes()).toBe(0)
})

test('training is done by tfjs on the same device', async () => {
  const session = await createSession(context, network, dataset)
  const trainer = await session.createTrainer({
    basis: [basis[0] as Float32Array],
    trained: [true],
    buffers: new Float32Array(network.bufferCount).fill(1),
    optimizer: 'sgd',
    momentum: 0.9,
    nesterov: false,
    weightDecay: 0,
    dropoutSeed: 1,
  })
  const batches = [Int32Array.from({ length: 8 }, (_, row) => row)]
  const plan = { batches, learningRates: Float64Array.of(0.01), coefficients: Float64Array.of(1) }
  const report = await trainer.advance(plan, control)
  expect(report.finite).toBe(true)
  trainer.dispose()
  session.dispose()
})

describe('memory', () => {
  test('stays as it is over 200 requests, and nothing is left', async () => {
    const session = await createSession(context, network, dataset)
    const few = { ...request, coefficients: rowsOf(2) }
    // Once in small chunks and once in one: buffers grow to what was needed most.
    for (const costPerMs of [1, 1e9]) {
      context.pace.costPerMs = costPerMs
      await session.evaluate(request, control)
    }
    const held = context.memory.bytes()
    for (let i = 0; i < 200; i++) await session.evaluate(few, control)
    expect(context.memory.bytes()).toBe(held)
    await session.recomputeBuffers(drawNumbers(network.parameterCount), control)
    session.dispose()
    expect(context.memory.bytes()).toBe(0)
  })

  test('a call that is cancelled at any of its breaths leaves nothing behind and harms no other', async () => {
    const session = await createSession(context, network, dataset)
    context.pace.costPerMs = 1
    const countBreaths = async (limit: number) => {
      let breaths = 0
      const breathe = async () => {
        if (++breaths > limit) throw new Error('cancelled')
        context.pace.costPerMs = 1
      }
      await session.evaluate({ ...request, coefficients: rowsOf(2) }, { breathe })
      return breaths
    }
    const total = await countBreaths(Number.POSITIVE_INFINITY)
    expect(total).toBeGreaterThan(10)
    for (let limit = 0; limit < total; limit += 3) {
      await expect(countBreaths(limit)).rejects.toThrow('cancelled')
    }
    const values = await session.evaluate(request, control)
    expect(values.train?.nll.every(Number.isFinite)).toBe(true)
    session.dispose()
    expect(context.memory.bytes()).toBe(0)
  })

  test('a small device gets its data in blocks, and a network beyond it is refused before anything is taken', async () => {
    const limits = { maxBufferSize: 2 ** 15, maxStorageBufferBindingSize: 2 ** 15 }
    const small = createGpuContext(device, limits)
    const [cramped, roomy] = [
      await createSession(small, network, dataset),
      await createSession(context, network, dataset),
    ]
    const values = await cramped.evaluate(request, control)
    const wanted = await roomy.evaluate(request, control)
    for (const split of request.splits) {
      expect(values[split]?.correct).toEqual(wanted[split]?.correct)
      values[split]?.nll.forEach((nll, point) => {
        expect(nll).toBeCloseTo(wanted[split]?.nll[point] ?? Number.NaN, 5)
      })
    }
    roomy.dispose()
    cramped.dispose()
    const wide = planNetwork({
      input: inputShape,
      layers: [{ type: 'conv2d', out: 90, kernel: 1 }, { type: 'globalavgpool' }, { type: 'linear', out: 3 }],
    })
    const refused = await createSession(small, wide, dataset)
    const basis = [drawNumbers(wide.parameterCount)]
    const onePoint = { ...request, basis, coefficients: Float64Array.of(1) }
    await expect(refused.evaluate(onePoint, control)).rejects.toMatchObject({ code: 'out-of-memory' })
    refused.dispose()
    expect(small.memory.bytes()).toBe(0)
  })
})

describe('NaN', () => {
  const hidden: readonly (readonly [string, readonly Layer[]])[] = [
    ['relu', [{ type: 'relu' }]],
    ['leakyrelu', [{ type: 'leakyrelu' }]],
    ['tanh', [{ type: 'tanh' }]],
    ['sigmoid', [{ type: 'sigmoid' }]],
    ['gelu', [{ type: 'gelu' }]],
    ['gelu tanh', [{ type: 'gelu', approximate: 'tanh' }]],
    ['silu', [{ type: 'silu' }]],
    ['maxpool', [{ type: 'maxpool', kernel: 2 }]],
    ['relu before maxpool with padding', [{ type: 'relu' }, { type: 'maxpool', kernel: 3, padding: 1 }]],
    ['avgpool', [{ type: 'avgpool', kernel: 2 }]],
    ['batchnorm', [{ type: 'batchnorm' }, { type: 'relu' }]],
  ]
  const createNetwork = (layers: readonly Layer[]) =>
    planNetwork({
      input: inputShape,
      layers: [
        { type: 'conv2d', out: 2, kernel: 2 },
        ...layers,
        { type: 'flatten' },
        { type: 'linear', out: 3 },
      ],
    })

  async function evaluate(layers: readonly Layer[], change: (weights: Float32Array) => void, data = dataset) {
    const made = createNetwork(layers)
    const weights = drawNumbers(made.parameterCount)
    change(weights)
    const session = await createSession(context, made, data)
    const coefficients = Float64Array.of(1)
    const values = await session.evaluate({ ...request, basis: [weights], coefficients }, control)
    session.dispose()
    return values.train?.nll[0]
  }

  test.each(hidden)('among the weights is a NaN in the loss: %s', async (_name, layers) => {
    const poison = (weights: Float32Array) => weights.fill(Number.NaN, 0, 1)
    expect(await evaluate(layers, poison)).toBeNaN()
  })

  test('in one pixel alone comes through relu and max-pooling', async () => {
    const inputs = dataset.train.inputs.slice()
    inputs[45] = Number.NaN
    const data = { ...dataset, train: { ...dataset.train, inputs } }
    const layers: Layer[] = [{ type: 'relu' }, { type: 'maxpool', kernel: 2 }]
    expect(await evaluate(layers, () => {}, data)).toBeNaN()
  })

  test('weights that overflow give no finite loss', async () => {
    const nll = await evaluate([{ type: 'relu' }], (weights) => weights.fill(1e30))
    expect(nll).not.toSatisfy(Number.isFinite)
  })

  test('large but finite logits give an exact loss', async () => {
    const nll = await evaluate([{ type: 'relu' }], (weights) => {
      weights.fill(0)
      weights[weights.length - 3] = 1e4
      weights[weights.length - 2] = -1e4
      weights[weights.length - 1] = -1e4
    })
    // A third of the labels wins, two thirds lose by 2e4 nats.
    expect(nll).toBeCloseTo(4e4 / 3, 1)
  })
})

test('no error went uncaught', () => {
  expect(uncaptured).toBe(0)
})
