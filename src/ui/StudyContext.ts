import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Study } from '../store/context.ts'
import type { StudyState } from '../store/state.ts'

/** Carries the one study to every component. */
export const StudyContext = createContext<Study | undefined>(undefined)

/** The study that actions work on. */
export function useStudy(): Study {
  const study = useContext(StudyContext)
  if (!study) throw new Error('useStudy needs a StudyContext above it')
  return study
}

/** A part of the study's state; the component renders again when it changes. `select` must return the same object for the same state. */
export function useStudyState<T>(select: (state: StudyState) => T): T {
  return useStore(useStudy().store, select)
}
