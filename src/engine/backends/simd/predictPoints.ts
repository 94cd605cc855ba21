import type { SplitName } from '../../../core/dataset.ts'
import type { JobControl, PointsRequest } from '../backend.ts'
import { sliceMs } from './dealPoints.ts'
import type { EvaluationSpec } from './evaluationSpec.ts'
import { type LaneClient, nextJob } from './laneClient.ts'

/** Points whose class probabilities are wanted, on a split or on inputs of one's own (row-major, as in a data set). */
export interface PredictRequest
  extends Pick<PointsRequest, 'basis' | 'buffers' | 'coefficients' | 'batchNorm'> {
  readonly on: SplitName | { readonly inputs: Float32Array }
}

/** Softmax outputs of every point, each samples × classes, row-major. Points are dealt to the lanes as these become free. */
export async function predictPoints(
  lanes: readonly LaneClient[],
  spec: EvaluationSpec,
  { points, control }: { readonly points: number; readonly control: JobControl },
): Promise<Float32Array[]> {
  const results = new Array<Float32Array>(points)
  const course = { next: 0, failed: false }
  const work = async (lane: LaneClient) => {
    const job = nextJob()
    try {
      await lane.openEvaluation(job, spec)
      while (course.next < points && !course.failed) {
        const point = course.next++
        results[point] = await predictPoint(lane, { job, point, control })
      }
    } catch (error) {
      course.failed = true
      throw error
    } finally {
      lane.closeEvaluation(job).catch(() => undefined)
    }
  }
  const settled = await Promise.allSettled(lanes.slice(0, points).map(work))
  const failure = settled.find((result) => result.status === 'rejected')
  if (failure) throw failure.reason
  return results
}

async function predictPoint(
  lane: LaneClient,
  at: { readonly job: number; readonly point: number; readonly control: JobControl },
): Promise<Float32Array> {
  const range = { start: at.point, end: at.point + 1 }
  await at.control.breathe()
  let slice = await lane.evaluate(at.job, sliceMs, range)
  while (!slice.finished) {
    await at.control.breathe()
    slice = await lane.evaluate(at.job, sliceMs)
  }
  return lane.readProbabilities(at.job)
}
