import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import { runJob } from '../running/jobs.ts'
import type { RunEnd } from '../state.ts'
import { manyCurves } from './manyCurves.ts'
import { evaluateManyPlane } from './manyPlane.ts'
import type { ManyPlane } from './values/manyCurvesValue.ts'

/**
 * Lays the plane of *Not one path but many* through three other networks, by their index among its weights; nothing is trained anew.
 * Nothing happens unless the experiment is fresh.
 */
export async function moveManyPlane(study: Study, through: ManyPlane['through']): Promise<RunEnd> {
  const { choices, results } = study.store.getState()
  const result = results.experiments?.manyCurves
  if (!result || result.key !== manyCurves.key(choices)) return 'cancelled'
  const { key, value, weights } = result
  study.store.setState({ experiment: 'manyCurves' })
  const isWanted = (now: Choices) => manyCurves.key(now) === key
  return runJob(study, 'experiment', { key, isWanted }, async (scope) => {
    const { geometry } = value
    const plane = await evaluateManyPlane(study, { choices, weights, geometry, through }, scope)
    scope.signal.throwIfAborted()
    study.store.setState(({ results: now }) => ({
      results: {
        ...now,
        experiments: { ...now.experiments, manyCurves: { ...result, value: { ...value, plane } } },
      },
    }))
  })
}
