import type { Study } from './context.ts'

/** Resolves once nothing has run for `quietMs`, which a pause between two steps is shorter than. */
export function waitUntilQuiet({ store }: Pick<Study, 'store'>, quietMs: number): Promise<void> {
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const isQuiet = () => Object.keys(store.getState().jobs).length === 0
    const look = () => {
      clearTimeout(timer)
      if (isQuiet()) timer = setTimeout(end, quietMs)
    }
    const stop = store.subscribe((state, before) => {
      if (state.jobs !== before.jobs) look()
    })
    const end = () => {
      stop()
      resolve()
    }
    look()
  })
}
