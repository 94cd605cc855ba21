import type { Study } from '../store/context.ts'
import { awaitsProfile } from '../store/path/awaitsProfile.ts'
import { followStudy } from './followStudy.ts'

type Listener = () => void

/** Time in which the frame that was made is rastered and shown. */
const paintMs = 24

const followers = new WeakMap<Study, (listener: Listener) => () => void>()

/**
 * Subscribes what stands behind the landscape and the path: as `followStudy`, but while something runs a frame later, so that
 * no frame has to paint everything, and while a bend is in the hand only after the frame that paints its exact profile.
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
    timer = undefined
  }
  const tell = () => {
    forget()
    for (const listener of [...listeners]) listener()
  }
  followStudy(study)(() => {
    const state = study.store.getState()
    if (!state.drag && Object.keys(state.jobs).length === 0) tell()
    else if (!state.drag) frame ??= requestAnimationFrame(tell)
    // What is on its way is told though the hand moves on, or a hand that never rests would never be followed.
    else if (frame === undefined && !awaitsProfile(state)) {
      frame = requestAnimationFrame(() => {
        timer = setTimeout(tell, paintMs)
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
