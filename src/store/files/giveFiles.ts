import type { Study } from '../context.ts'

/** Puts files before the person who is to say what becomes of them; more files join those that wait already. */
export function giveFiles(study: Study, files: readonly File[]): void {
  if (files.length === 0) return
  study.store.setState(({ given }) => ({ given: [...(given ?? []), ...files] }))
}

/** Takes no more notice of given files. */
export function dropGiven(study: Study): void {
  study.store.setState({ given: undefined })
}
