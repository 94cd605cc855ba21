import type { Study } from '../store/context.ts'
import type { StudyState } from '../store/state.ts'

type Listener = () => void

/** What a hand changes: it must be on screen with the event that changed it, or a field would lose what is typed. */
const urgent = ['choices', 'drag', 'probe', 'notice'] as const

/** Time after which a page that is not painted, as in a hidden tab, is brought up to date all the same. */
const unpaintedMs = 250

const followers = new WeakMap<Study, (listener: Listener) => () => void>()

/**
 * Subscribes components to a study. What runs tells of itself many times between two frames, and at the end of a step the
 * store changes several times in a row: components hear of that once, in the frame that paints it. Whatever a hand changes
 * they hear at once, together with what waits.
 */
export function followStudy(study: Study): (listener: Listener) => () => void {
  const known = followers.get(study)
  if (known) return known
  const listeners = new Set<Listener>()
  const frames = createFrame(() => {
    for (const listener of [...listeners]) listener()
  })
  study.store.subscribe((state: StudyState, before: StudyState) => {
    if (urgent.some((part) => state[part] !== before[part])) frames.runNow()
    else frames.request()
  })
  const follow = (listener: Listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  followers.set(study, follow)
  return follow
}

/** Runs something once in the next frame, or at once. */
function createFrame(run: () => void) {
  let frame: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const runNow = () => {
    if (frame !== undefined) cancelAnimationFrame(frame)
    clearTimeout(timer)
    frame = undefined
    run()
  }
  return {
    runNow,
    request() {
      if (frame !== undefined) return
      frame = requestAnimationFrame(runNow)
      timer = setTimeout(runNow, unpaintedMs)
    },
  }
}
