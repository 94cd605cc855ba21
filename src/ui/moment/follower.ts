import { createContext, useContext, useEffect, useMemo } from 'react'
import { followMoment } from '../../store/moment/followMoment.ts'
import { type MomentWants, noMomentWants } from '../../store/moment/momentWants.ts'
import { useStudy } from '../StudyContext.ts'
import { waitForIdle } from '../studies/waitForIdle.ts'

/** What the panel's view asks of the follower beside being in sight. */
export type ViewWants = Partial<Omit<MomentWants, 'isVisible'>>

/** Takes what the present view asks for. */
export interface Follower {
  want(wants: ViewWants): void
}

/** Carries the follower to the views of the panel. */
export const FollowerContext = createContext<Follower | undefined>(undefined)

/** Computes what the panel shows, as long as it is there and in sight. */
export function useFollower(isVisible: boolean): Follower {
  const study = useStudy()
  const made = useMemo(() => createFollower(), [])
  useEffect(() => {
    let stop: (() => void) | undefined
    let isGone = false
    // The page draws its landscape first.
    void waitForIdle().then(() => {
      if (!isGone) stop = made.start(followMoment(study))
    })
    return () => {
      isGone = true
      stop?.()
    }
  }, [study, made])
  useEffect(() => made.see(isVisible), [made, isVisible])
  return made
}

function createFollower() {
  let following: ReturnType<typeof followMoment> | undefined
  let wants: MomentWants = noMomentWants
  const tell = () => following?.want(wants)
  return {
    start(next: ReturnType<typeof followMoment>) {
      following = next
      tell()
      return () => {
        following = undefined
        next.stop()
      }
    },
    see(isVisible: boolean) {
      wants = { ...wants, isVisible }
      tell()
    },
    want(view: ViewWants) {
      wants = { ...noMomentWants, isVisible: wants.isVisible, ...view }
      tell()
    },
  }
}

/** Asks for what a view shows, anew when that changes; `wants` must stay the same object meanwhile. */
export function useWants(wants: ViewWants): void {
  const follower = useContext(FollowerContext)
  useEffect(() => follower?.want(wants), [follower, wants])
}
