import type { Study } from '../context.ts'
import type { RunName } from '../state.ts'

/** Tells the person when the worker was replaced, and which steps were running then. Returns how to stop. */
export function followRestarts(study: Study): () => void {
  return study.client.onRestart(() => {
    const lost = [...study.handles.keys()] as RunName[]
    study.store.setState({ notice: { kind: 'engine-restarted', lost } })
  })
}
