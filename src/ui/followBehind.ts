import { awaitsProfile } from '../store/awaitsProfile.ts'
import type { Study } from '../store/context.ts'
import { followStudy } from './followStudy.ts'

type Listener = () => void

const followers = new WeakMap<Study, (listener: Listener) => () => void>()

/**
 * Subscribes what stands behind a drag: as `followStudy`, but while a bend is in the hand only after the frame that paints its
 * exact profile, which has the page's thread to itself until then.
 */
export function followBehind(study: Study): (listener: Listener) => () => void {
  const known = followers.get(study)
  if (known) return known
  const listeners = new Set<Listener>()
  let frame: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const forget = () => {
    if (frame !== undefined) cancelAnimationFrame(frame)
    clearTimeout(timer)
    frame = undefined
  }
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  followStudy(study)(() => {
    forget()
    const state = study.store.getState()
    if (!state.drag) tell()
    else if (!awaitsProfile(state)) {
      frame = requestAnimationFrame(() => {
        timer = setTimeout(tell)
      })
    }
  })
  const follow = (listener: Listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  followers.set(study, follow)
  return follow
}
