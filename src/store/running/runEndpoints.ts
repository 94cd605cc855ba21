import type { Choices } from '../choices/choices.ts'
import { runKey } from '../choices/editing.ts'
import { type Study, setResults } from '../context.ts'
import { endpointKey, neededEndpoints } from '../keys.ts'
import { type RunEnd, withEndpoint } from '../state.ts'
import { type RunMode, runJob } from './jobs.ts'
import type { EndpointIndex } from './requests.ts'
import { trainEndpoint } from './trainEndpoint.ts'

/** Trains the endpoints that are not fresh, at the same time; a third when the plane goes through three modes. */
export async function runEndpoints(study: Study, { anew }: RunMode = { anew: false }): Promise<RunEnd> {
  const { choices, results } = study.store.getState()
  const trained = neededEndpoints(choices).filter(
    (index) => anew || results.endpoints[index]?.key !== endpointKey(choices, index),
  )
  const isWanted = (after: Choices) =>
    trained.every((index) => endpointKey(after, index) === endpointKey(choices, index))
  const options = { key: runKey(choices, 'endpoints'), isWanted, parts: trained.length, canPause: true }
  return runJob(study, 'endpoints', options, async (scope) => {
    study.store.setState(({ live }) => ({ live: { ...live, endpoints: [] } }))
    try {
      const all = await Promise.all(
        trained.map((index, part) => trainEndpoint(study, { choices, index, part }, scope)),
      )
      scope.signal.throwIfAborted()
      const endpoints = all.reduce(
        (present, result, part) => withEndpoint(present, trained[part] as EndpointIndex, result),
        study.store.getState().results.endpoints,
      )
      setResults(study, { endpoints })
      study.store.setState({ fromRecording: false })
    } finally {
      study.store.setState(({ live }) => ({ live: { ...live, endpoints: [] } }))
    }
  })
}
