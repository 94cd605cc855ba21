import type { BackendReport } from '../protocol/problem.ts'
import type { StudyState } from './state.ts'

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
