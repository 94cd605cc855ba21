import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import { neededEndpoints } from '../keys.ts'
import type { PlaneFrame, Trail } from '../results.ts'
import type { RunScope } from '../running/jobs.ts'
import { drawRuns } from './drawRuns.ts'
import { placeTraining } from './placeTraining.ts'
import { canRecord, recordTraining } from './recordTraining.ts'

/**
 * Repeats the trainings of the endpoints and draws them in a plane, and the other runs that are at hand; endpoints that
 * were opened have none, those that are drawn stay.
 */
export async function drawTrails(
  study: Study,
  frame: PlaneFrame,
  choices: Choices,
  scope: RunScope,
): Promise<PlaneFrame> {
  const trails: Trail[] = [...(frame.trails ?? [])]
  const missing = neededEndpoints(choices).filter(
    (end) => canRecord(choices, end) && !trails.some((trail) => !trail.run && trail.end === end),
  )
  for (const end of missing) {
    const training = await recordTraining(study, choices, end, scope)
    trails.push(await placeTraining(study, frame, training))
    await study.client.release(training.networks)
  }
  return drawRuns(study, { ...frame, trails }, choices)
}
