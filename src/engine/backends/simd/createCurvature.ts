import type { Curvature, CurvatureRequest, JobControl } from '../backend.ts'
import { sliceMs } from './dealPoints.ts'
import { type LaneClient, nextJob } from './laneClient.ts'

/** Shares of the rows that are dealt to the lanes; their sums are added in order, so that no byte depends on the deal. */
const mostParts = 16
/** Rows that a share has at least: fewer are not worth their message. */
const fewestRows = 128

/** The Hessian at one point, in every lane. @throws EngineError `out-of-memory` */
export async function createCurvature(
  lanes: readonly LaneClient[],
  request: CurvatureRequest,
): Promise<Curvature> {
  const job = nextJob()
  const count = request.rows.length
  const parts = Math.max(1, Math.min(mostParts, Math.floor(count / fewestRows)))
  const used = lanes.slice(0, parts)
  const close = () => {
    // Nothing is lost where a lane is already gone.
    for (const lane of used) void lane.closeCurvature(job).catch(() => undefined)
  }
  const opened = await Promise.allSettled(used.map((lane) => lane.openCurvature(job, request)))
  const failure = opened.find((result) => result.status === 'rejected')
  if (failure) {
    close()
    throw failure.reason
  }
  return {
    async multiply(direction, control) {
      const course = { next: 0, failed: false }
      const sums: Float64Array[] = []
      const work = async (lane: LaneClient) => {
        while (course.next < parts && !course.failed) {
          const part = course.next++
          sums[part] = await multiplyPart(lane, job, { direction, part, parts, control })
        }
      }
      const settled = await Promise.allSettled(
        used.map((lane) =>
          work(lane).catch((error) => {
            course.failed = true
            throw error
          }),
        ),
      )
      const lost = settled.find((result) => result.status === 'rejected')
      if (lost) throw lost.reason
      return meanOf(sums, count)
    },
    dispose: close,
  }
}

async function multiplyPart(
  lane: LaneClient,
  job: number,
  {
    control,
    ...task
  }: {
    readonly direction: Float32Array
    readonly part: number
    readonly parts: number
    readonly control: JobControl
  },
): Promise<Float64Array> {
  await control.breathe()
  let slice = await lane.multiply(job, sliceMs, task)
  while (!slice.product) {
    await control.breathe()
    slice = await lane.multiply(job, sliceMs)
  }
  return slice.product
}

function meanOf(sums: readonly Float64Array[], count: number): Float64Array {
  const mean = new Float64Array(sums[0]?.length ?? 0)
  for (const sum of sums)
    for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] as number) + (sum[i] as number)
  return mean.map((value) => value / count)
}
