import type { OverlayData } from '../../charts/overlayData.ts'
import type { FieldData } from '../../charts/paintField.ts'
import type { ProfileSeries } from '../../charts/profileScales.ts'
import type { Grid } from '../../core/planes/grid.ts'
import type { BesideStudy } from '../../store/comparing/beside.ts'
import type { FilmFrame } from '../../store/film/film.ts'
import { freshnessOf } from '../../store/keys.ts'
import { type ShownLandscape, selectField, type View } from '../../store/landscape/landscapeSelectors.ts'
import { pathOfFrame } from '../../store/path/movingPath.ts'
import { placeCurve, type selectHeld, selectValues } from '../../store/path/pathSelectors.ts'
import type { DrawnCurve, ProfileResult } from '../../store/results.ts'
import { createOverlay, paintedField } from '../landscape/landscapeView.ts'
import { selectStudyName } from '../studyName.ts'
import { seriesTexts } from '../texts/path.ts'
import { planeAxes } from '../texts/planeKinds.ts'

/** One of both studies, as it is drawn. */
export interface Side extends Pick<BesideStudy, 'choices' | 'results'> {
  readonly title: string
  /** Called after its data and network. */
  readonly usualName: string
  readonly field: FieldData | undefined
  readonly overlay: OverlayData | undefined
  /** Where the curve runs in the plane, for the marker at t. */
  readonly curve: Pick<DrawnCurve, 'points'> | undefined
  readonly axes: { readonly x: string; readonly y: string }
  readonly series: readonly ProfileSeries[]
  readonly isStale: boolean
  /** The moment of the film that is seen in place of the finished study. */
  readonly moment: FilmFrame | undefined
}

/** A moment of the film with the window of all its planes. */
export interface SeenMoment {
  readonly frame: FilmFrame
  readonly grid: Grid
}

/** What a side is made from. */
export interface Shown extends Pick<Side, 'title' | 'choices' | 'results'> {
  readonly landscape: ShownLandscape | undefined
  readonly profile: ProfileResult | undefined
  readonly held: ReturnType<typeof selectHeld>
}

/** The lines along t of a finished study. */
export function finishedSeries(profile: ProfileResult | undefined, view: View): readonly ProfileSeries[] {
  if (!profile) return []
  const { ts, segment, curve } = profile
  return (['segment', 'curve'] as const).map((kind) => ({
    id: kind,
    label: seriesTexts[kind],
    kind,
    ts,
    values: selectValues(kind === 'segment' ? segment : curve, view),
  }))
}

/** The line along the curve at a moment of the film; none until it is evaluated. */
export function momentSeries(frame: Pick<FilmFrame, 'path'>, view: View): readonly ProfileSeries[] {
  const { ts, read } = pathOfFrame(frame)
  const values = read(view)
  return values ? [{ id: 'curve', label: seriesTexts.training, kind: 'curve', ts, values }] : []
}

/** The landscape of a finished study as it is painted. */
export function finishedField({ landscape }: Shown, view: View): FieldData | undefined {
  return landscape && paintedField(selectField(landscape, view))
}

/** Lines, marks and words of a side whose field is made; `view` is that of its lines along t. */
export function createSide(
  shown: Shown,
  field: FieldData | undefined,
  { view, moment }: { readonly view: View; readonly moment: SeenMoment | undefined },
): Side {
  const { title, choices, results, landscape, profile, held } = shown
  const frame = moment?.frame
  const source = { live: frame?.curve, filmGrid: moment?.grid, kind: choices.curve, held, t: 0 }
  const { tMarker: _, ...overlay } = createOverlay({ ...source, shown: landscape }) ?? {}
  const freshness = freshnessOf(choices, results)
  const finished = finishedSeries(profile, view)
  return {
    title,
    usualName: selectStudyName(choices),
    choices,
    results,
    field,
    overlay: 'grid' in overlay && field ? { ...overlay, grid: field.grid } : undefined,
    curve: frame ? frame.curve : landscape && placeCurve(landscape.frame, choices.curve, held),
    axes: planeAxes(frame ? undefined : landscape?.frame),
    series: frame
      ? [...finished.filter(({ kind }) => kind === 'segment'), ...momentSeries(frame, view)]
      : finished,
    isStale: !frame && [freshness.landscape, freshness.profile].includes('stale'),
    moment: frame,
  }
}
