import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { ErrorBoundary } from '../ErrorBoundary.tsx'
import { ScrollColumn } from '../ScrollColumn.tsx'
import { useStudyState } from '../StudyContext.ts'
import { compareButtonTexts } from '../texts/compareButton.ts'
import classes from './comparing.module.css'

const CompareStage = lazy(async () => ({ default: (await import('./CompareStage.tsx')).CompareStage }))

/** The middle and the right of the page; while two studies are compared both of them stand there. */
export function Comparing({ children }: { readonly children: ReactNode }) {
  // A lesson works on the study alone; what is compared comes back after it.
  const isComparing = useStudyState(({ beside, lesson }) => beside !== undefined && lesson === undefined)
  const wasComparing = useRef(false)
  useEffect(() => {
    // The button that was pressed is gone: keys go on from the landscape, which came back.
    if (wasComparing.current && !isComparing) {
      document.getElementById('landscape')?.focus({ preventScroll: true })
    }
    wasComparing.current = isComparing
  }, [isComparing])
  if (!isComparing) return children
  return (
    <ScrollColumn className={classes.both}>
      <ErrorBoundary what={compareButtonTexts.title}>
        <Suspense fallback={<div className={classes.waiting} />}>
          <CompareStage />
        </Suspense>
      </ErrorBoundary>
    </ScrollColumn>
  )
}
