import * as tf from '@tensorflow/tfjs-core'
import type { SplitName } from '../../../core/data/dataset.ts'
import type { Network, PlannedLayer } from '../../../core/networks/network.ts'
import type { SplitValues } from '../../../protocol/evaluation.ts'
import { combineVectors } from '../../combineVectors.ts'
import type { JobControl, PointsRequest } from '../backend.ts'
import { type Combiner, createCombiner } from './createCombiner.ts'
import { countCorrect, sumCrossEntropy } from './crossEntropy.ts'
import { type Device, free } from './device.ts'
import { runForward } from './forward.ts'
import type { NormalizeBy } from './pass.ts'
import { recomputeBuffers } from './recomputeBuffers.ts'
import type { SessionData } from './sessionData.ts'
import { sliceSlots } from './slots.ts'

/** What evaluation computes with. */
export interface Compute {
  readonly device: Device
  readonly network: Network
  readonly data: SessionData
}

/** Values of one layer for one slice of samples: 64 MB, so that a few of them fit into any GPU. */
const sliceElements = 2 ** 24

/** Points between two reads from a GPU. */
const pointsPerRead = 32

/** Sums of one slice that are still on the device. */
interface PendingSum {
  readonly point: number
  readonly split: SplitName
  /** `[nll, correct]`, summed over the slice's samples. */
  readonly sums: tf.Tensor1D
}

/** See `Session.evaluate`. */
export async function evaluatePoints(
  compute: Compute,
  request: PointsRequest,
  control: JobControl,
): Promise<Partial<Record<SplitName, SplitValues>>> {
  const pointCount = request.coefficients.length / request.basis.length
  const values = createValues(compute.data, request.splits, pointCount)
  const combiner = createCombiner(compute.device, request.basis)
  const pending: PendingSum[] = []
  let reported = 0
  try {
    for (let point = 0; point < pointCount; point++) {
      await control.breathe()
      await evaluatePoint(compute, { request, combiner, point, pending }, control)
      if (!isTimeToRead(compute, { points: point + 1 - reported, last: point + 1 === pointCount })) continue
      await readSums(compute.device, pending, values)
      request.onPart?.(reported, slicePoints(values, reported, point + 1))
      reported = point + 1
    }
  } finally {
    free(pending.map(({ sums }) => sums))
    combiner.dispose()
  }
  return values
}

interface PointWork {
  readonly request: PointsRequest
  readonly combiner: Combiner
  readonly point: number
  readonly pending: PendingSum[]
}

async function evaluatePoint(compute: Compute, work: PointWork, control: JobControl): Promise<void> {
  const { device, network, data } = compute
  const { request, point, pending } = work
  const row = request.coefficients.subarray(point * request.basis.length, (point + 1) * request.basis.length)
  const parameters = device.run(() => sliceSlots(work.combiner.combine(row), network.parameters))
  let buffers: tf.Tensor1D | undefined
  try {
    buffers = await findBuffers(compute, { request, row, parameters }, control)
    const normalizeBy: NormalizeBy = { statistics: 'running', ...(buffers ? { buffers } : {}) }
    const size = chooseSliceSize(compute)
    for (const split of request.splits) {
      for (let start = 0; start < data.count(split); start += size) {
        await control.breathe()
        const sums = device.run(() => {
          const { inputs, labels } = data.slice(split, start, size)
          const { logits } = runForward(network, { parameters, inputs, normalizeBy })
          return tf.stack([sumCrossEntropy(logits, labels), countCorrect(logits, labels)]) as tf.Tensor1D
        })
        pending.push({ point, split, sums })
      }
    }
  } finally {
    free(buffers ? [...parameters, buffers] : parameters)
  }
}

/** Running statistics of a point, in the mode that was asked for; none without batch norm. The caller frees them. */
export async function findBuffers(
  compute: Compute,
  options: {
    readonly request: Pick<PointsRequest, 'batchNorm' | 'buffers'>
    readonly row: Float64Array
    readonly parameters: readonly tf.Tensor[]
  },
  control: JobControl,
): Promise<tf.Tensor1D | undefined> {
  const { request, row, parameters } = options
  if (compute.network.bufferCount === 0) return undefined
  if (request.batchNorm === 'recomputed') return recomputeBuffers(compute, parameters, control)
  return compute.device.run(() => tf.tensor1d(combineVectors(request.buffers, row)))
}

/** Samples a slice: as many as fit into one breath and into memory. */
export function chooseSliceSize({ device, network }: Compute): number {
  const fits = Math.min(
    device.flopsPerBreath / Math.max(1, network.forwardFlops),
    sliceElements / largestActivation(network.layers),
  )
  return Math.max(1, Math.floor(fits))
}

function largestActivation(layers: readonly PlannedLayer[]): number {
  const sizes = layers.map(({ inShape, outShape, body, shortcut }) =>
    Math.max(sizeOf(inShape), sizeOf(outShape), largestActivation([...(body ?? []), ...(shortcut ?? [])])),
  )
  return Math.max(1, ...sizes)
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, side) => size * side, 1)
}

/** At once where reading is free; else when a breath's work, or a good number of points, has gathered. */
function isTimeToRead(
  compute: Compute,
  options: { readonly points: number; readonly last: boolean },
): boolean {
  const { device, network, data } = compute
  if (!device.gathersReads || options.last || options.points >= pointsPerRead) return true
  const samples = data.count('train') + data.count('test')
  return options.points * samples * network.forwardFlops >= device.flopsPerBreath
}

/** Adds the gathered sums to the values and empties `pending`. */
async function readSums(
  device: Device,
  pending: PendingSum[],
  values: Partial<Record<SplitName, SplitValues>>,
): Promise<void> {
  const sums = pending.map((entry) => entry.sums)
  const stacked = device.run(() => tf.concat1d(sums))
  try {
    const [read = new Float32Array()] = await device.read([stacked])
    pending.forEach(({ point, split }, index) => {
      const target = values[split]
      if (!target) return
      target.nll[point] = (target.nll[point] as number) + (read[2 * index] as number) / target.count
      target.correct[point] = (target.correct[point] as number) + (read[2 * index + 1] as number)
    })
  } finally {
    free([stacked])
  }
  free(sums)
  pending.length = 0
}

function createValues(
  data: SessionData,
  splits: readonly SplitName[],
  pointCount: number,
): Partial<Record<SplitName, SplitValues>> {
  return Object.fromEntries(
    splits.map((split) => [
      split,
      { nll: new Float64Array(pointCount), correct: new Int32Array(pointCount), count: data.count(split) },
    ]),
  )
}

function slicePoints(
  values: Partial<Record<SplitName, SplitValues>>,
  from: number,
  to: number,
): Partial<Record<SplitName, SplitValues>> {
  return Object.fromEntries(
    Object.entries(values).map(([split, { nll, correct, count }]) => [
      split,
      { nll: nll.slice(from, to), correct: correct.slice(from, to), count },
    ]),
  )
}
