import { planNetwork } from '../../core/networks/planNetwork.ts'
import type { BackendName } from '../../protocol/problem.ts'
import { landscapeKey, planeKey } from '../keys.ts'
import type { StudyState } from '../state.ts'
import { selectBackend } from './backendSelectors.ts'
import { architectureOf, curveRecipeOf, endpointRecipeOf, hasBatchNorm } from './requests.ts'

/** Seconds that the landscape would take, by what one point cost in the profile; undefined while nothing was timed here. */
export function estimateLandscapeSeconds({
  choices,
  results,
}: Pick<StudyState, 'choices' | 'results'>): number | undefined {
  const { profile, landscape } = results
  if (!profile || profile.elapsedMs <= 0 || landscape?.key === landscapeKey(choices)) return undefined
  const points = choices.resolution ** 2
  const reused = landscape?.planeKey === planeKey(choices) && choices.window === null ? landscape.computed : 0
  return (Math.max(0, points - reused) * profile.elapsedMs) / profile.evaluated / 1000
}

/** FLOP/s and seconds a step or point on top that a study can count on, cautiously: what two busy cores did. */
const paces: Readonly<Record<BackendName, { readonly flops: number; readonly overhead: number }>> = {
  simd: { flops: 8e9, overhead: 3e-5 },
  'tf-cpu': { flops: 6e8, overhead: 8e-4 },
  // Trained by tfjs.
  webgpu: { flops: 5e9, overhead: 5e-3 },
  'tf-webgpu': { flops: 5e9, overhead: 5e-3 },
}

/** Seconds that a whole study would take from scratch; undefined where the network cannot be built or nothing would compute it. */
export function estimateStudySeconds(state: StudyState): number | undefined {
  const { choices, results } = state
  const backend = selectBackend(state)
  const counts = results.data?.summary
  if (!backend || !counts) return undefined
  const { flops, overhead } = paces[backend.name]
  const forward = forwardFlops(choices)
  if (forward === undefined) return undefined
  const passes = hasBatchNorm(choices) && choices.batchNormMode === 'recomputed' ? 2 : 1
  const epochs = 2 * (endpointRecipeOf(choices, 0).epochs + sum(choices.moreEpochs))
  const all = epochs + curveRecipeOf(choices).epochs * (1 + choices.restarts.length)
  const steps = all * Math.ceil(counts.trainCount / choices.batchSize)
  const points = choices.resolution ** 2 + 2 * choices.points
  const training = (3 * all * counts.trainCount * forward) / flops + steps * overhead
  const samples = counts.trainCount * passes + counts.testCount
  return training + (points * samples * forward) / flops + points * overhead
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function forwardFlops(choices: StudyState['choices']): number | undefined {
  try {
    return planNetwork(architectureOf(choices)).forwardFlops
  } catch {
    return undefined
  }
}
