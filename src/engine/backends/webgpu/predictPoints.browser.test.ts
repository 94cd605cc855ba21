import { afterAll, beforeAll, expect, test } from 'vitest'
import { planNetwork } from '../../../core/networks/planNetwork.ts'
import { createRandom } from '../../../core/random.ts'
import type { PredictRequest, Session } from '../backend.ts'
import { openCpuDevice } from '../tf/cpuDevice.ts'
import { createSession as createTfSession } from '../tf/session.ts'
import { openWebgpuDevice, type WebgpuDevice } from '../tf/webgpuDevice.ts'
import { createGpuContext, type GpuContext } from './gpuContext.ts'
import { createSession } from './session.ts'

const control = { breathe: async () => {} }
const random = createRandom(6, 'data')
const drawNumbers = (count: number) => Float32Array.from({ length: count }, () => random.normal())
const inputShape = [2, 5, 4]
const network = planNetwork({
  input: inputShape,
  layers: [
    { type: 'conv2d', out: 3, kernel: 2 },
    { type: 'batchnorm' },
    { type: 'relu' },
    { type: 'flatten' },
    { type: 'linear', out: 3 },
  ],
})
const drawSplit = (count: number) => {
  return { count, inputs: drawNumbers(count * 40), labels: new Int32Array(count) }
}
const dataset = { inputShape, classCount: 3, train: drawSplit(150), test: drawSplit(301) }
const request: PredictRequest = {
  basis: [drawNumbers(network.parameterCount), drawNumbers(network.parameterCount)],
  buffers: [drawNumbers(network.bufferCount), drawNumbers(network.bufferCount)].map((v) => v.map(Math.abs)),
  coefficients: Float64Array.of(1, 0, 0.5, 0.5, 0, 1),
  inputs: { split: 'test' },
  batchNorm: 'recomputed',
}

let device: WebgpuDevice
let context: GpuContext
let session: Session
let reference: Session
beforeAll(async () => {
  device = await openWebgpuDevice()
  context = createGpuContext(device)
  session = await createSession(context, network, dataset)
  reference = createTfSession(await openCpuDevice(), network, dataset)
})
afterAll(() => device.dispose())

function expectClose(got: Float32Array, wanted: Float32Array) {
  expect(got).toHaveLength(wanted.length)
  const worst = got.reduce((most, p, i) => Math.max(most, Math.abs(p - (wanted[i] as number))), 0)
  expect(worst).toBeLessThan(2e-5)
}

test.each(['recomputed', 'stored'] as const)(
  'with %s statistics they are those of tfjs',
  async (batchNorm) => {
    const wanted = await reference.predict({ ...request, batchNorm }, control)
    const got = await session.predict({ ...request, batchNorm }, control)
    expectClose(got, wanted)
    for (let at = 0; at < got.length; at += 3) {
      expect((got[at] as number) + (got[at + 1] as number) + (got[at + 2] as number)).toBeCloseTo(1, 6)
    }
  },
)

test("rows of one's own: those of a split give the same bytes, others do not disturb the split", async () => {
  const own = { ...request, inputs: { rows: dataset.test.inputs } }
  const wanted = await session.predict(request, control)
  const others = { ...request, inputs: { rows: drawNumbers(7 * 40) } }
  expect(await session.predict(own, control)).toEqual(wanted)
  expectClose(await session.predict(others, control), await reference.predict(others, control))
  expect(await session.predict(request, control)).toEqual(wanted)
  const values = await session.evaluate({ ...request, splits: ['test'] }, control)
  const nll = wanted.reduce((sum, p, i) => (i < 903 && i % 3 === 0 ? sum - Math.log(p) : sum), 0) / 301
  expect(values.test?.nll[0]).toBeCloseTo(nll, 4)
})

test.each([
  // So slow that every point is cut into batches, each submitted and read alone.
  ['a slow device', 1, 2 ** 27],
  // Whose bindings take one batch of the data and no more.
  ['a device with small bindings', 2e6, 2 ** 15],
])('%s: pieces change them by no more than rounding', async (_, costPerMs, bytes) => {
  const wanted = await session.predict(request, control)
  const narrow = createGpuContext(device, { maxBufferSize: bytes, maxStorageBufferBindingSize: bytes })
  Object.defineProperty(narrow.pace, 'costPerMs', { get: () => costPerMs, set() {} })
  const cut = await createSession(narrow, network, dataset)
  for (const inputs of [request.inputs, { rows: dataset.test.inputs }]) {
    const before = narrow.counts.chunks
    expectClose(await cut.predict({ ...request, inputs }, control), wanted)
    expect(narrow.counts.chunks - before).toBe(3 * (2 + 3))
  }
  cut.dispose()
  expect(narrow.memory.bytes()).toBe(0)
})

test('a NaN in a row spoils that row alone, one in the weights all rows of the point', async () => {
  const rows = dataset.test.inputs.slice(0, 9 * 40)
  rows[5 * 40 + 3] = Number.NaN
  const countNaNs = async (weights: Float32Array) => {
    const point = { ...request, basis: [weights], inputs: { rows }, coefficients: Float64Array.of(1) }
    const values = await session.predict(point, control)
    return Array.from(
      { length: 9 },
      (_, row) => values.subarray(3 * row, 3 * row + 3).filter(Number.isNaN).length,
    )
  }
  expect(await countNaNs(request.basis[0] as Float32Array)).toEqual([0, 0, 0, 0, 0, 3, 0, 0, 0])
  const spoilt = (request.basis[0] as Float32Array).slice()
  spoilt[0] = Number.NaN
  expect(await countNaNs(spoilt)).toEqual(Array.from({ length: 9 }, () => 3))
})

test('callers may change what they passed, calls may overlap, and a cancel leaves nothing behind', async () => {
  const fresh = createGpuContext(device)
  const own = await createSession(fresh, network, dataset)
  const wanted = await own.predict(request, control)
  const rows = dataset.test.inputs.slice()
  const running = [own.predict({ ...request, inputs: { rows } }, control), own.predict(request, control)]
  rows.fill(Number.NaN)
  for (const got of await Promise.all(running)) expectClose(got, wanted)
  let breaths = 0
  const cancel = async () => {
    if (++breaths > 1) throw new Error('cancelled')
  }
  const cancelled = own.predict({ ...request, inputs: { rows } }, { breathe: cancel })
  await expect(cancelled).rejects.toThrow('cancelled')
  own.dispose()
  expect(fresh.memory.bytes()).toBe(0)
})
