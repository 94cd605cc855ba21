import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Study } from '../store/context.ts'
import type { StudyState } from '../store/state.ts'
import { followStudy } from './followStudy.ts'

/** Carries the one study to every component. */
export const StudyContext = createContext<Study | undefined>(undefined)

/** How components hear that the study has changed; a panel that may be told later has another way around it. */
export const FollowContext = createContext(followStudy)

/** The study that actions work on. */
export function useStudy(): Study {
  const study = useContext(StudyContext)
  if (!study) throw new Error('useStudy needs a StudyContext above it')
  return study
}

/** A part of the study's state; the component renders again when it changes. `select` must return the same object for the same state. */
export function useStudyState<T>(select: (state: StudyState) => T): T {
  const study = useStudy()
  const follow = useContext(FollowContext)
  return useSyncExternalStore(follow(study), () => select(study.store.getState()))
}
