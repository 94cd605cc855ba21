import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import { freshnessOf } from '../keys.ts'
import type { StudyState } from '../state.ts'
import { estimateStudySeconds } from './estimates.ts'
import { runAll } from './runAll.ts'

/** A study that takes longer than this waits for its button. */
const liveSeconds = 2

/** Time a person needs to finish a change. */
const settleMs = 200

/** Whether a changed setting redraws everything by itself: a finished study was seen, and a new one would be there at once. */
function isLive(state: StudyState): boolean {
  const { choices, results } = state
  if (!choices.live || !results.landscape) return false
  const seconds = estimateStudySeconds(state)
  return seconds !== undefined && seconds <= liveSeconds
}

function isStale({ choices, results }: StudyState): boolean {
  return Object.values(freshnessOf(choices, results)).some((freshness) => freshness !== 'fresh')
}

/** Runs the study anew whenever its choices have settled on something else and it is live. Returns how to stop. */
export function followLive(study: Study): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let seen: Choices = study.store.getState().choices
  const stop = study.store.subscribe((state) => {
    if (state.choices === seen) return
    seen = state.choices
    clearTimeout(timer)
    timer = setTimeout(() => {
      const now = study.store.getState()
      if (!now.drag && isLive(now) && isStale(now)) void runAll(study)
    }, settleMs)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}
