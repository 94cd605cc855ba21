import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense, useState } from 'react'
import type { PlanePoint } from '../../charts/overlayData.ts'
import { sampleLandscape } from '../../core/planes/landscape.ts'
import { missingFiles } from '../../store/files/openedFiles.ts'
import { selectFrame } from '../../store/film/watching.ts'
import { freshnessOf } from '../../store/keys.ts'
import { selectField } from '../../store/landscape/landscapeSelectors.ts'
import { selectSurface } from '../../store/landscape/surfaceSelectors.ts'
import { selectFailedStep } from '../../store/running/failedStep.ts'
import { runAll } from '../../store/running/runAll.ts'
import type { StudyState } from '../../store/state.ts'
import { Arriving } from '../Arriving.tsx'
import { ErrorBoundary } from '../ErrorBoundary.tsx'
import { loadPart } from '../loadPart.ts'
import { Part } from '../parts/Part.tsx'
import panelClasses from '../pictures/planePanel.module.css'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { nameOfSurface, overPlaneTexts, shownLabel } from '../texts/experiments/overPlane.ts'
import { formatFixed, formatLoss, formatPercent } from '../texts/formatting.ts'
import { optionTexts, quantityLabel } from '../texts/options.ts'
import { partNames } from '../texts/page.ts'
import { planeTexts, readoutTexts } from '../texts/plane.ts'
import { useThemeName } from '../useThemeName.ts'
import { useWelcome } from '../welcome/useWelcome.ts'
import welcomeClasses from '../welcome/welcome.module.css'
import { HeldBend } from './HeldBend.tsx'
import { LandscapePlot } from './LandscapePlot.tsx'
import classes from './landscape.module.css'
import { OutsideNote } from './OutsideNote.tsx'
import { PicksBar } from './PicksBar.tsx'
import { ProbeCard } from './ProbeCard.tsx'
import { useSurfaceRuns } from './useSurfaceRuns.ts'

// The landscape can be touched before its tools are there.
const toolbar = loadPart(async () => (await import('./LandscapeToolbar.tsx')).LandscapeToolbar)
const welcome = loadPart(async () => (await import('../welcome/WelcomeStrip.tsx')).WelcomeStrip)
const StepProgress = lazy(async () => ({ default: (await import('../steps/StepProgress.tsx')).StepProgress }))
const TrailLegend = lazy(async () => ({ default: (await import('./TrailLegend.tsx')).TrailLegend }))
const FailedPlane = lazy(async () => ({ default: (await import('./FailedPlane.tsx')).FailedPlane }))
const MissingFiles = lazy(async () => ({ default: (await import('./MissingFiles.tsx')).MissingFiles }))
const FilmBar = lazy(async () => ({ default: (await import('./FilmBar.tsx')).FilmBar }))

const alone = { split: 'test', quantity: 'error' } as const

/** What the landscape says under the cursor, read between grid points. */
function readAt(
  state: StudyState,
  point: PlanePoint,
): { readonly value: number; readonly text: string } | undefined {
  const { landscape } = state.results
  if (!landscape || state.live.curve || selectFrame(state)) return undefined
  const { quantity } = state.choices
  const place = `${formatFixed(point.x, 1)}, ${formatFixed(point.y, 1)}`
  const surface = selectSurface(state)
  if (surface) {
    const share = sampleLandscape(surface, point.x, point.y)
    const beside = sampleLandscape(selectField(landscape, { ...state.choices, ...alone }), point.x, point.y)
    const text = readoutTexts.value(
      `${nameOfSurface(state.choices)} ${formatPercent(share)}`,
      overPlaneTexts.aloneHere(formatPercent(beside)),
      place,
    )
    return { value: share, text }
  }
  const shares = quantity === 'error' || quantity === 'accuracy'
  const value = sampleLandscape(selectField(landscape, state.choices), point.x, point.y)
  const other = { ...state.choices, quantity: shares ? 'nll' : 'accuracy' } as const
  const second = sampleLandscape(selectField(landscape, other), point.x, point.y)
  const main = shares ? formatPercent(value) : formatLoss(value)
  const extra = shares ? formatLoss(second) : formatPercent(second)
  const text = readoutTexts.value(
    `${quantityLabel(state.choices)} ${main}`,
    `${optionTexts.quantity[other.quantity]} ${extra}`,
    place,
  )
  return { value, text }
}

/** How far the comparison is that a surface shows. */
function SurfaceProgress() {
  const isShown = useStudyState(
    ({ choices, experiment, jobs, failures, givenUp }) =>
      choices.surface !== 'none' &&
      experiment === 'overPlane' &&
      (jobs.experiment ?? failures.experiment ?? givenUp.experiment) !== undefined,
  )
  return <Suspense fallback={null}>{isShown && <StepProgress run="experiment" />}</Suspense>
}

function EmptyPlane() {
  const study = useStudy()
  const opening = useStudyState((state) => state.opening)
  const busy = useStudyState(({ jobs }) => Object.keys(jobs).some((name) => name !== 'data'))
  const hasFailed = useStudyState((state) => selectFailedStep(state) !== undefined)
  const waitsForFiles = useStudyState((state) => missingFiles(state).length > 0)
  if (opening) return null
  if (busy) return <p className={classes.empty}>{planeTexts.waiting}</p>
  if (waitsForFiles)
    return (
      <Suspense fallback={null}>
        <MissingFiles />
      </Suspense>
    )
  if (hasFailed)
    return (
      <Suspense fallback={null}>
        <FailedPlane />
      </Suspense>
    )
  return (
    <div className={classes.empty}>
      <p>{planeTexts.empty}</p>
      <Button size="md" onClick={() => void runAll(study, { watch: true })}>
        {planeTexts.start}
      </Button>
    </div>
  )
}

/** Why the landscape that is seen is an old one, where a step failed since. */
function FailedSince() {
  const hasFailed = useStudyState(
    (state) => selectFailedStep(state) !== undefined && Object.keys(state.jobs).length === 0,
  )
  return <Suspense fallback={null}>{hasFailed && <FailedPlane isStrip />}</Suspense>
}

/** What stands under the landscape: ways to begin at a first visit, the film, or what can be done with the bend. */
function Below({ filming }: { readonly filming: boolean }) {
  const { isShown, close } = useWelcome()
  if (isShown)
    return (
      <Arriving part={welcome} props={{ onClose: close }} place={<div className={welcomeClasses.strip} />} />
    )
  return <Suspense fallback={null}>{filming ? <FilmBar /> : <HeldBend />}</Suspense>
}

/** The landscape, the hero of the page; bare it is without its tools, and as high as it is given room. */
export function LandscapePanel({ bare = false }: { readonly bare?: boolean }) {
  const theme = useThemeName()
  useSurfaceRuns()
  const touch = useMediaQuery('(hover: none)')
  const [hover, setHover] = useState<PlanePoint>()
  const read = useStudyState((state) => (hover ? readAt(state, hover)?.text : undefined))
  const hoveredValue = useStudyState((state) => (hover ? readAt(state, hover)?.value : undefined))
  const stale = useStudyState(
    ({ choices, results, live }) =>
      results.landscape !== undefined &&
      !live.landscape &&
      !live.curve &&
      freshnessOf(choices, results).landscape !== 'fresh',
  )
  const shown = useStudyState(
    ({ results, live }) =>
      results.landscape !== undefined || live.landscape !== undefined || live.curve !== undefined,
  )
  const filming = useStudyState((state) => selectFrame(state) !== undefined)
  const training = useStudyState(({ live }) => live.curve !== undefined && live.landscape === undefined)
  const label = useStudyState(({ choices }) => shownLabel(choices))
  const hasTrails = useStudyState(({ results }) => (results.landscape?.frame.trails?.length ?? 0) > 0)
  const readout =
    read ??
    (filming
      ? readoutTexts.film
      : training
        ? readoutTexts.training
        : !shown
          ? ''
          : touch
            ? readoutTexts.touch
            : readoutTexts.mouse)
  return (
    <section className={panelClasses.panel} data-bare={bare || undefined} aria-label={planeTexts.title}>
      {!bare && (
        <Part name="toolbar">
          <ErrorBoundary what={partNames.tools}>
            <Arriving part={toolbar} props={{}} place={<div className={panelClasses.toolbar} />} />
          </ErrorBoundary>
        </Part>
      )}
      {bare && (
        <output className={panelClasses.readout}>
          {read || readout === '' ? readout : `${label} · ${readout}`}
        </output>
      )}
      <div className={panelClasses.card} data-plane data-stale={(stale && !filming) || undefined}>
        {!bare && <output className={panelClasses.over}>{readout}</output>}
        <LandscapePlot key={theme} hover={hover} hoveredValue={hoveredValue} onHover={setHover} />
        {stale && !filming && <span className={classes.tag}>{planeTexts.stale}</span>}
        {!shown && <EmptyPlane />}
        <ProbeCard />
      </div>
      {shown && <FailedSince />}
      <SurfaceProgress />
      <Suspense fallback={null}>{hasTrails && <TrailLegend />}</Suspense>
      <OutsideNote />
      <PicksBar />
      {bare ? <HeldBend /> : <Below filming={filming} />}
    </section>
  )
}
