import type { BackendReport } from '../../protocol/problem.ts'
import type { Study } from '../context.ts'
import type { StudyState } from '../state.ts'

/** Reports of everything that computes or computed what is seen. */
function reportsOf({ live, results }: Pick<StudyState, 'live' | 'results'>): BackendReport[] {
  const { endpoints, curve, profile, landscape } = results
  const told = [...live.endpoints, live.curve, ...endpoints, curve, profile, landscape]
  return told.flatMap((part) => (part ? [part.backend] : []))
}

/** Tells the person, once, when a graphics device failed and the work went on elsewhere. Returns how to stop. */
export function followFallbacks(study: Study): () => void {
  let isTold = false
  return study.store.subscribe((state, before) => {
    if (isTold || (state.live === before.live && state.results === before.results)) return
    const report = reportsOf(state).find(
      ({ reason }) => reason === 'device-lost' || reason === 'out-of-memory' || reason === 'unsupported',
    )
    if (!report) return
    isTold = true
    study.store.setState({ notice: { kind: 'backend-fell-back', report } })
  })
}
