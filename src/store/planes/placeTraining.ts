import type { Study } from '../context.ts'
import type { PlaneFrame, Trail } from '../results.ts'
import type { RecordedTraining } from './recordTraining.ts'

/** A training as it is seen in a plane. */
export async function placeTraining(
  study: Study,
  { basis, plane }: PlaneFrame,
  { run, end, epochs, networks }: RecordedTraining,
): Promise<Trail> {
  const { origin, u, v } = plane
  const points = await study.client.project({ basis, origin, u, v, points: networks })
  return { ...(run && { run }), end, epochs, points }
}
