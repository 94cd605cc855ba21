import { initialChoices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import { takeFingerprint } from '../fingerprint.ts'
import { freshnessOf } from '../keys.ts'
import type { StudyState } from '../state.ts'
import { formatLink } from './link.ts'

/** Browsers refuse more than about a hundred changes of the address in ten seconds. */
const quietMs = 250

/** The link of what is seen: all choices, and the numbers they came to where they have been computed. */
export function linkOf({ choices, results }: Pick<StudyState, 'choices' | 'results'>): string {
  const fresh = freshnessOf(choices, results)
  const untouched = formatLink({ ...choices, t: initialChoices.t }) === ''
  const numbers =
    fresh.profile === 'fresh' && results.profile && !untouched ? takeFingerprint(results.profile) : undefined
  return formatLink(choices, numbers)
}

/** Keeps the address bar telling the link of what is seen. Returns how to stop. */
export function followChoices(study: Study, write: (link: string) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = study.store.subscribe((state, before) => {
    if (state.choices === before.choices && state.results.profile === before.results.profile) return
    // A lesson begins with its own study; the address stays that of the study to come back to.
    if (state.lesson) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (!study.store.getState().lesson) write(linkOf(study.store.getState()))
    }, quietMs)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}
