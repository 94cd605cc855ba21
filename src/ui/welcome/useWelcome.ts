import { useEffect, useState } from 'react'
import type { StudyState } from '../../store/state.ts'
import { useStudyState } from '../StudyContext.ts'

/** Where the browser remembers that somebody has found their way. */
const storageKey = 'isthmus-welcomed'

function wasWelcomed(): boolean {
  try {
    return window.localStorage.getItem(storageKey) !== null
  } catch {
    return false
  }
}

function noteWelcomed(): void {
  try {
    window.localStorage.setItem(storageKey, 'yes')
  } catch {
    // A browser that keeps nothing welcomes every time.
  }
}

/** Whether somebody has begun by themselves, or there is nothing to begin with. */
function hasBegun({ past, drag, given, choices, results, opening, lesson }: StudyState): boolean {
  const isEmpty = !opening && results.landscape === undefined
  return (
    lesson !== undefined ||
    past.length > 0 ||
    drag !== undefined ||
    given !== undefined ||
    choices.stage !== 'landscape' ||
    isEmpty
  )
}

/** Whether the ways on are shown: at the first visit, at an address without choices, until one is taken or they are closed. */
export function useWelcome(): { readonly isShown: boolean; readonly close: () => void } {
  const [isShown, setShown] = useState(() => window.location.hash === '' && !wasWelcomed())
  const isOver = useStudyState(hasBegun)
  const close = () => {
    noteWelcomed()
    setShown(false)
  }
  useEffect(() => {
    if (!isShown || !isOver) return
    noteWelcomed()
    setShown(false)
  }, [isShown, isOver])
  return { isShown: isShown && !isOver, close }
}
