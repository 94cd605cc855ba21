import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useEffect, useState } from 'react'
import { useStudyState } from '../StudyContext.ts'

/** What is to be seen beside a step: the part that it points out, an experiment, or the landscape. */
function findMatter(highlight: string | undefined): Element | null {
  const part = document.querySelector(`[data-part="${highlight}"] > *`)
  return part ?? document.querySelector('#landscape [data-plane]') ?? document.querySelector('#landscape')
}

/** A lesson that lies as a sheet over the lower part of a narrow page. */
export interface Sheet {
  readonly isSheet: boolean
  /** Whether only its first line is seen. */
  readonly isLow: boolean
  readonly setLow: (isLow: boolean) => void
  /** The same function at every drawing. */
  readonly raise: () => void
}

/** Opens the sheet at every step, and moves what the step is about into the part of the page that is left free. */
export function useSheet(step: number): Sheet {
  const isSheet = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false })
  // Another one at every step.
  const prepared = useStudyState((state) => state.lesson?.prepared)
  const highlight = useStudyState((state) => state.lesson?.highlight)
  const [lowAt, setLowAt] = useState<number>()
  const raise = useCallback(() => setLowAt(undefined), [])
  useEffect(() => {
    if (!isSheet || !prepared) return
    // What the stage hides or shows has its place only after this drawing.
    const frame = requestAnimationFrame(() => findMatter(highlight)?.scrollIntoView({ block: 'nearest' }))
    return () => cancelAnimationFrame(frame)
  }, [isSheet, prepared, highlight])
  const setLow = (isLow: boolean) => setLowAt(isLow ? step : undefined)
  return { isSheet, isLow: isSheet && lowAt === step, setLow, raise }
}
