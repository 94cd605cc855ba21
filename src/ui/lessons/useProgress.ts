import { useStore } from 'zustand'
import type { Progress } from '../../store/teaching/progress.ts'
import { progress } from './lessonActions.ts'

/** A part of the progress; the component renders again when it changes. */
export function useProgress<T>(select: (state: Progress) => T): T {
  return useStore(progress.store, select)
}
