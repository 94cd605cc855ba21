import type { BackendReport } from '../../protocol/problem.ts'
import type { StudyState } from '../state.ts'

/** What computes or last computed; before anything ran, what would. */
export function selectBackend({
  live,
  results,
  backends,
  fromRecording,
}: StudyState): BackendReport | undefined {
  const running = live.curve?.backend ?? live.endpoints.find((event) => event !== undefined)?.backend
  if (running) return running
  const ready = backends.find(({ choice }) => choice === 'auto')?.report
  if (fromRecording && ready) return ready
  return results.landscape?.backend ?? results.profile?.backend ?? results.endpoints[0]?.backend ?? ready
}

/** Steps a second of the last training of an endpoint; undefined where none was timed here. */
export function selectStepsPerSecond({
  results,
  choices,
}: Pick<StudyState, 'results' | 'choices'>): number | undefined {
  const [endpoint] = results.endpoints
  const rows = results.data?.summary.trainCount
  if (!endpoint || !rows || endpoint.elapsedMs <= 0) return undefined
  const steps = endpoint.history.length * Math.ceil(rows / choices.batchSize)
  return (steps / endpoint.elapsedMs) * 1000
}
