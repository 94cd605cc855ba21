import type { EpochRecord, TrainResult } from '../../protocol/training.ts'
import type { Choices } from '../choices/choices.ts'
import { newWeightsId, type Study } from '../context.ts'
import { takeOpenedEndpoint } from '../files/takeOpened.ts'
import { endpointKey } from '../keys.ts'
import type { EndpointResult } from '../results.ts'
import { finished, isWorthShowing, type RunScope } from './jobs.ts'
import {
  type EndpointIndex,
  endpointProblemOf,
  endpointRecipeOf,
  endpointSeedOf,
  openedEndpointOf,
} from './requests.ts'

interface EndpointPart {
  readonly choices: Choices
  readonly index: EndpointIndex
  readonly part: number
}

/** One endpoint: its first run and each further one, leaving out what the present result already covers. */
export async function trainEndpoint(
  study: Study,
  part: EndpointPart,
  scope: RunScope,
): Promise<EndpointResult> {
  const { choices, index } = part
  const runs = choices.moreEpochs.length
  const present = study.store.getState().results.endpoints[index]
  const covered = Array.from({ length: runs }, (_, count) => count).findLast(
    (count) => present?.key === endpointKey(choices, index, count) && !present.diverged,
  )
  let result = covered === undefined ? undefined : present
  for (let run = covered === undefined ? 0 : covered + 1; run <= runs; run += 1) {
    const epochs = run === 0 ? undefined : choices.moreEpochs[run - 1]
    result =
      run === 0 && openedEndpointOf(choices, index) !== ''
        ? await takeOpenedEndpoint(study, choices, index)
        : await trainOnce(study, { ...part, run, from: result, epochs }, scope)
    if (result.diverged) break
  }
  if (result === undefined) throw new Error(`endpoint ${index + 1} has nothing to train`)
  return { ...result, key: endpointKey(choices, index) }
}

interface EndpointRun extends EndpointPart {
  readonly run: number
  readonly from: EndpointResult | undefined
  readonly epochs: number | undefined
}

async function trainOnce(study: Study, run: EndpointRun, scope: RunScope): Promise<EndpointResult> {
  const { choices, index, part, from, epochs } = run
  const recipe = endpointRecipeOf(choices, index)
  const earlier: readonly EpochRecord[] = from?.history ?? []
  const id = newWeightsId(study, `w${index + 1}`)
  const outcome = await study.client.train(
    {
      problem: endpointProblemOf(choices, index),
      seed: endpointSeedOf(choices, index),
      initializer: choices.initializer,
      recipe: epochs === undefined ? recipe : { ...recipe, epochs },
      id,
      ...(from && { from: from.id }),
    },
    {
      signal: scope.signal,
      job: scope.job(part),
      onEvent: (event) => {
        if (scope.signal.aborted || !isWorthShowing(event.progress)) return
        scope.report(part, event.progress)
        const seen = { ...event, history: [...earlier, ...event.history] }
        study.store.setState(({ live }) => {
          const endpoints = Array.from({ length: 3 }, (_, i) => (i === index ? seen : live.endpoints[i]))
          return { live: { ...live, endpoints } }
        })
      },
    },
  )
  const key = endpointKey(choices, index, run.run)
  return toEndpoint(finished(outcome), from, key)
}

function toEndpoint(result: TrainResult, from: EndpointResult | undefined, key: string): EndpointResult {
  const { stored, history, diverged, backend } = result
  const elapsedMs = result.elapsedMs + (from?.elapsedMs ?? 0)
  const all = [...(from?.history ?? []), ...history]
  return { key, id: stored.id, history: all, backend, elapsedMs, ...(diverged && { diverged }) }
}
