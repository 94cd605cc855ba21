import { EngineError } from '../../protocol/engineError.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { Choices } from '../choices/choices.ts'
import { newWeightsId, type Study } from '../context.ts'
import type { Trail } from '../results.ts'
import { finished, type RunScope } from '../running/jobs.ts'
import {
  type EndpointIndex,
  endpointProblemOf,
  endpointRecipeOf,
  endpointSeedOf,
  openedEndpointOf,
} from '../running/requests.ts'

/** Networks that a training came by; they stay in the engine until they are released. */
export interface RecordedTraining extends Pick<Trail, 'run' | 'end'> {
  readonly epochs: readonly number[]
  readonly networks: readonly WeightsId[]
}

/** Moments of a training that are kept, at most; the engine keeps fewer of large networks. */
const moments = 60

/** Whether an endpoint was trained here, so that its training can be repeated. */
export function canRecord(choices: Choices, end: EndpointIndex): boolean {
  return openedEndpointOf(choices, end) === ''
}

/** Trains an endpoint once more from its seed and keeps what it comes by. @throws EngineError `invalid-request` where it was opened */
export async function recordTraining(
  study: Study,
  choices: Choices,
  end: EndpointIndex,
  scope: RunScope,
): Promise<RecordedTraining> {
  if (!canRecord(choices, end)) {
    throw new EngineError(
      'invalid-request',
      `w${end + 1} was opened from a file: nothing is known of how it was trained`,
    )
  }
  const recipe = endpointRecipeOf(choices, end)
  const runs = [recipe.epochs, ...choices.moreEpochs]
  const epochs: number[] = []
  const networks: WeightsId[] = []
  let from: WeightsId | undefined
  let before = 0
  for (const count of runs) {
    const outcome = await study.client.train(
      {
        problem: endpointProblemOf(choices, end),
        seed: endpointSeedOf(choices, end),
        initializer: choices.initializer,
        recipe: { ...recipe, epochs: count },
        id: newWeightsId(study, 'again'),
        filmFrames: Math.max(3, Math.round(moments / runs.length)),
        ...(from && { from }),
      },
      {
        signal: scope.signal,
        job: scope.job(0),
        onEvent: ({ progress }) => scope.report(0, progress),
      },
    )
    const { stored, film = [] } = finished(outcome)
    epochs.push(...film.map(({ epoch }) => before + epoch))
    networks.push(...film.map(({ id }) => id))
    from = stored.id
    before += count
  }
  if (networks.length < 3) {
    throw new EngineError(
      'out-of-memory',
      'the network is so large that no moments of its training fit into memory',
    )
  }
  return { end, epochs, networks }
}
