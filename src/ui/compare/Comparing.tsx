import { lazy, type ReactNode, Suspense } from 'react'
import { ErrorBoundary } from '../ErrorBoundary.tsx'
import { ScrollColumn } from '../ScrollColumn.tsx'
import { useStudyState } from '../StudyContext.ts'
import { compareButtonTexts } from '../texts/compareButton.ts'
import classes from './comparing.module.css'

const CompareStage = lazy(async () => ({ default: (await import('./CompareStage.tsx')).CompareStage }))

/** The middle and the right of the page; while two studies are compared both of them stand there. */
export function Comparing({ children }: { readonly children: ReactNode }) {
  const isComparing = useStudyState(({ beside }) => beside !== undefined)
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
