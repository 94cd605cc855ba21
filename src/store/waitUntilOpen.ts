import type { Study } from './context.ts'

/** Resolves once what a link or a recording brings is there, after `patienceMs` at the latest. */
export function waitUntilOpen({ store }: Pick<Study, 'store'>, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      stop()
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(end, patienceMs)
    const stop = store.subscribe(({ opening }) => {
      if (!opening) end()
    })
    if (!store.getState().opening) end()
  })
}
