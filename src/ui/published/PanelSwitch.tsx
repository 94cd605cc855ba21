import { lazy, Suspense } from 'react'
import { LandscapePanel } from '../landscape/LandscapePanel.tsx'
import { PathPanel } from '../path/PathPanel.tsx'
import { useStudyState } from '../StudyContext.ts'

// A page that opens no results of other programs loads none of it.
const PublishedBar = lazy(async () => ({ default: (await import('./PublishedBar.tsx')).PublishedBar }))
const PublishedCentre = lazy(async () => ({
  default: (await import('./PublishedViews.tsx')).PublishedCentre,
}))
const PublishedSide = lazy(async () => ({ default: (await import('./PublishedViews.tsx')).PublishedSide }))

/** The study's landscape, or the picture of opened results in its place. */
export function CentrePanel() {
  const isAlone = useStudyState(({ results }) => results.published?.place === 'alone')
  if (!isAlone) return <LandscapePanel />
  return (
    <Suspense fallback={null}>
      <PublishedCentre />
    </Suspense>
  )
}

/** The study's path, or what there is to know of opened results. */
export function SidePanel() {
  const isAlone = useStudyState(({ results }) => results.published?.place === 'alone')
  if (!isAlone) return <PathPanel />
  return (
    <Suspense fallback={null}>
      <PublishedSide />
    </Suspense>
  )
}

/** Names opened results, where there are any. */
export function ResultsBar() {
  const isOpen = useStudyState(({ results }) => results.published !== undefined)
  if (!isOpen) return null
  return (
    <Suspense fallback={null}>
      <PublishedBar />
    </Suspense>
  )
}
