import type { Choices } from '../choices.ts'
import type { Study } from '../context.ts'
import type { RunScope } from '../jobs.ts'
import { neededEndpoints } from '../keys.ts'
import type { PlaneFrame, Trail } from '../results.ts'
import { canRecord, type RecordedTraining, recordTraining } from './recordTraining.ts'

/** A training as it is seen in a plane. */
export async function placeTraining(
  study: Study,
  { basis, plane }: PlaneFrame,
  { end, epochs, networks }: RecordedTraining,
): Promise<Trail> {
  const { origin, u, v } = plane
  const points = await study.client.project({ basis, origin, u, v, points: networks })
  return { end, epochs, points }
}

/** Repeats the trainings of the endpoints and draws them in a plane; those that were opened have none, those that are drawn stay. */
export async function drawTrails(
  study: Study,
  frame: PlaneFrame,
  choices: Choices,
  scope: RunScope,
): Promise<PlaneFrame> {
  const trails: Trail[] = [...(frame.trails ?? [])]
  const missing = neededEndpoints(choices).filter(
    (end) => canRecord(choices, end) && !trails.some((trail) => trail.end === end),
  )
  for (const end of missing) {
    const training = await recordTraining(study, choices, end, scope)
    trails.push(await placeTraining(study, frame, training))
    await study.client.release(training.networks)
  }
  return { ...frame, trails }
}
