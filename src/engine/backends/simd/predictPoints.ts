import type { JobControl } from '../backend.ts'
import { sliceMs } from './dealPoints.ts'
import type { EvaluationSpec } from './evaluationSpec.ts'
import { type LaneClient, nextJob } from './laneClient.ts'

/**
 * Softmax outputs of every point, each `pointSize` numbers, samples × classes, row-major. Points are dealt to the lanes as
 * these become free.
 */
export async function predictPoints(
  lanes: readonly LaneClient[],
  spec: EvaluationSpec,
  options: { readonly points: number; readonly pointSize: number; readonly control: JobControl },
): Promise<Float32Array> {
  const { points, pointSize, control } = options
  const results = new Float32Array(points * pointSize)
  const course = { next: 0, failed: false }
  const work = async (lane: LaneClient) => {
    const job = nextJob()
    try {
      await lane.openEvaluation(job, spec)
      while (course.next < points && !course.failed) {
        const point = course.next++
        results.set(await predictPoint(lane, { job, point, control }), point * pointSize)
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
