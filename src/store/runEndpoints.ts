import type { EpochRecord, TrainResult } from '../protocol/training.ts'
import { newWeightsId, type Study, setResults } from './context.ts'
import { runKey } from './editing.ts'
import { finished, type RunEnd, type RunScope, runJob } from './jobs.ts'
import { endpointKey, neededEndpoints } from './keys.ts'
import { type EndpointIndex, endpointRecipeOf, endpointSeedOf, problemOf } from './requests.ts'
import type { EndpointResult } from './results.ts'
import { withEndpoint } from './state.ts'

/** Trains the endpoints that are not fresh, at the same time; a third when the plane goes through three modes. */
export async function runEndpoints(study: Study): Promise<RunEnd> {
  const { choices, results } = study.store.getState()
  const stale = neededEndpoints(choices).filter(
    (index) => results.endpoints[index]?.key !== endpointKey(choices, index),
  )
  const key = runKey(choices, 'endpoints')
  return runJob(study, 'endpoints', { key, parts: stale.length, canPause: true }, async (scope) => {
    study.store.setState(({ live }) => ({ live: { ...live, endpoints: [] } }))
    try {
      const trained = await Promise.all(stale.map((index, part) => trainEndpoint(study, index, part, scope)))
      const endpoints = trained.reduce(
        (all, result, part) => withEndpoint(all, stale[part] as EndpointIndex, result),
        study.store.getState().results.endpoints,
      )
      setResults(study, { endpoints })
      study.store.setState({ fromRecording: false })
    } finally {
      study.store.setState(({ live }) => ({ live: { ...live, endpoints: [] } }))
    }
  })
}

/** One endpoint: its first run and each further one, leaving out what the present result already covers. */
async function trainEndpoint(
  study: Study,
  index: EndpointIndex,
  part: number,
  scope: RunScope,
): Promise<EndpointResult> {
  const { choices, results } = study.store.getState()
  const runs = choices.moreEpochs.length
  const present = results.endpoints[index]
  const covered = Array.from({ length: runs }, (_, count) => count).findLast(
    (count) => present?.key === endpointKey(choices, index, count) && !present.diverged,
  )
  let result = covered === undefined ? undefined : present
  for (let run = covered === undefined ? 0 : covered + 1; run <= runs; run += 1) {
    const epochs = run === 0 ? undefined : choices.moreEpochs[run - 1]
    result = await trainOnce(study, { index, part, run, from: result, epochs }, scope)
    if (result.diverged) break
  }
  if (result === undefined) throw new Error(`endpoint ${index + 1} has nothing to train`)
  return { ...result, key: endpointKey(choices, index) }
}

interface EndpointRun {
  readonly index: EndpointIndex
  readonly part: number
  readonly run: number
  readonly from: EndpointResult | undefined
  readonly epochs: number | undefined
}

async function trainOnce(study: Study, run: EndpointRun, scope: RunScope): Promise<EndpointResult> {
  const { index, part, from, epochs } = run
  const { choices } = study.store.getState()
  const recipe = endpointRecipeOf(choices, index)
  const earlier: readonly EpochRecord[] = from?.history ?? []
  const id = newWeightsId(study, `w${index + 1}`)
  const outcome = await study.client.train(
    {
      problem: problemOf(choices),
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
