import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import type { JobControl, PredictRequest } from '../backend.ts'
import { createCombiner } from './createCombiner.ts'
import { toProbabilities } from './crossEntropy.ts'
import { free } from './device.ts'
import { type Compute, chooseSliceSize, findBuffers } from './evaluatePoints.ts'
import { runForward } from './forward.ts'
import type { NormalizeBy } from './pass.ts'
import { sliceSlots } from './slots.ts'

/** Rows to predict, on the device. */
interface Rows {
  readonly count: number
  /** Call inside `device.run`. */
  slice(start: number, size: number): Tensor
  dispose(): void
}

/** See `Session.predict`. */
export async function predictPoints(
  compute: Compute,
  request: PredictRequest,
  control: JobControl,
): Promise<Float32Array> {
  const pointCount = request.coefficients.length / request.basis.length
  const combiner = createCombiner(compute.device, request.basis)
  let rows: Rows | undefined
  try {
    rows = chooseRows(compute, request)
    const size = rows.count * compute.network.classCount
    const probabilities = new Float32Array(pointCount * size)
    for (let point = 0; point < pointCount; point++) {
      await control.breathe()
      const row = request.coefficients.subarray(
        point * request.basis.length,
        (point + 1) * request.basis.length,
      )
      const parameters = compute.device.run(() =>
        sliceSlots(combiner.combine(row), compute.network.parameters),
      )
      const into = probabilities.subarray(point * size, (point + 1) * size)
      await predictPoint(compute, { request, row, parameters, rows, into }, control)
    }
    return probabilities
  } finally {
    combiner.dispose()
    rows?.dispose()
  }
}

function chooseRows({ device, data }: Compute, { inputs }: PredictRequest): Rows {
  if ('rows' in inputs) return data.uploadRows(device, inputs.rows)
  const { split } = inputs
  return {
    count: data.count(split),
    slice: (start, size) => data.slice(split, start, size).inputs,
    dispose() {},
  }
}

interface PointWork {
  readonly request: PredictRequest
  readonly row: Float64Array
  /** Freed when the point is done. */
  readonly parameters: readonly Tensor[]
  readonly rows: Rows
  readonly into: Float32Array
}

async function predictPoint(compute: Compute, work: PointWork, control: JobControl): Promise<void> {
  const { device, network } = compute
  const { parameters, rows, into } = work
  let held: readonly Tensor[] = parameters
  try {
    const buffers = await findBuffers(compute, work, control)
    if (buffers) held = [...parameters, buffers]
    const normalizeBy: NormalizeBy = { statistics: 'running', ...(buffers ? { buffers } : {}) }
    const size = chooseSliceSize(compute)
    for (let start = 0; start < rows.count; start += size) {
      await control.breathe()
      const slice = device.run((): Tensor2D => {
        const inputs = rows.slice(start, size)
        return toProbabilities(runForward(network, { parameters, inputs, normalizeBy }).logits)
      })
      try {
        const [read = new Float32Array()] = await device.read([slice])
        into.set(read, start * network.classCount)
      } finally {
        free([slice])
      }
    }
  } finally {
    free(held)
  }
}
