import { lazy, Suspense } from 'react'
import { isHidden } from '../../store/link/pageParts.ts'
import { Arriving } from '../Arriving.tsx'
import { LandscapePanel } from '../landscape/LandscapePanel.tsx'
import { loadPart } from '../loadPart.ts'
import { Part } from '../parts/Part.tsx'
import { Skeleton } from '../Skeleton.tsx'
import { useStudyState } from '../StudyContext.ts'

// The landscape can be touched before the path is there.
const path = loadPart(async () => (await import('../path/PathPanel.tsx')).PathPanel)
// Below the charts, and most often below the fold.
const MomentPanel = lazy(async () => ({ default: (await import('../moment/MomentPanel.tsx')).MomentPanel }))

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
    <Suspense fallback={<Skeleton part="landscape" />}>
      <PublishedCentre />
    </Suspense>
  )
}

/** The study's path, or what there is to know of opened results. */
export function SidePanel() {
  // What is computed only to be seen is not computed where it is hidden.
  const isMomentHidden = useStudyState(({ choices }) => isHidden(choices.hide, 'moment'))
  const isAlone = useStudyState(({ results }) => results.published?.place === 'alone')
  const place = <Skeleton part="path" />
  if (!isAlone) {
    return (
      <>
        <Part name="path">
          <Arriving part={path} props={{}} place={place} />
        </Part>
        {!isMomentHidden && (
          <Suspense fallback={null}>
            <MomentPanel />
          </Suspense>
        )}
      </>
    )
  }
  return (
    <Suspense fallback={place}>
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
