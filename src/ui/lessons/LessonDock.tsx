import { lazy, Suspense } from 'react'
import { ErrorBoundary } from '../ErrorBoundary.tsx'
import { useStudyState } from '../StudyContext.ts'
import { lessonsButtonTexts } from '../texts/lessonsButton.ts'

const LessonPanel = lazy(async () => ({ default: (await import('./LessonPanel.tsx')).LessonPanel }))

/** The lesson that is under way, where there is one. */
export function LessonDock() {
  const isRunning = useStudyState(({ lesson }) => lesson !== undefined)
  if (!isRunning) return null
  return (
    <ErrorBoundary what={lessonsButtonTexts.part}>
      <Suspense fallback={null}>
        <LessonPanel />
      </Suspense>
    </ErrorBoundary>
  )
}
