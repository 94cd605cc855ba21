import { useMemo } from 'react'
import type { ColorScale } from '../../charts/colorScale.ts'
import type { OverlayData } from '../../charts/overlayData.ts'
import type { FieldData } from '../../charts/paintField.ts'
import type { ProfileSeries } from '../../charts/profileScales.ts'
import type { BesideStudy } from '../../store/comparing/beside.ts'
import { freshnessOf } from '../../store/keys.ts'
import {
  type ShownLandscape,
  selectField,
  selectLandscape,
  type View,
} from '../../store/landscape/landscapeSelectors.ts'
import { placeCurve, selectHeld, selectProfile, selectValues } from '../../store/path/pathSelectors.ts'
import type { DrawnCurve, ProfileResult } from '../../store/results.ts'
import { studyTitle } from '../exporting/studyTitle.ts'
import { createOverlay, paintedField } from '../landscape/landscapeView.ts'
import { useStudyState } from '../StudyContext.ts'
import { selectStudyName } from '../studyName.ts'
import { seriesTexts } from '../texts/path.ts'
import { planeAxes } from '../texts/planeKinds.ts'
import { fitField, shareColors, shareWindow } from './shareScales.ts'

/** One of both studies, as it is drawn. */
export interface Side extends Pick<BesideStudy, 'choices' | 'results'> {
  readonly title: string
  /** Called after its data and network. */
  readonly usualName: string
  readonly field: FieldData | undefined
  readonly overlay: OverlayData | undefined
  /** Where the curve runs in the plane, for the marker at t. */
  readonly curve: DrawnCurve | undefined
  readonly axes: { readonly x: string; readonly y: string }
  readonly series: readonly ProfileSeries[]
  readonly isStale: boolean
}

interface Shown extends Pick<Side, 'title' | 'choices' | 'results'> {
  readonly landscape: ShownLandscape | undefined
  readonly profile: ProfileResult | undefined
  readonly held: ReturnType<typeof selectHeld>
}

function seriesOf(profile: ProfileResult | undefined, view: View): readonly ProfileSeries[] {
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

function fieldOf({ landscape }: Shown, view: View): FieldData | undefined {
  return landscape && paintedField(selectField(landscape, view))
}

/** Lines, marks and words of a side whose field is made. */
function createSide(shown: Shown, field: FieldData | undefined, view: View): Side {
  const { title, choices, results, landscape, profile, held } = shown
  const source = { shown: landscape, live: undefined, filmGrid: undefined, kind: choices.curve, held, t: 0 }
  const { tMarker: _, ...overlay } = createOverlay(source) ?? {}
  const freshness = freshnessOf(choices, results)
  return {
    title,
    usualName: selectStudyName(choices),
    choices,
    results,
    field,
    overlay: 'grid' in overlay && field ? { ...overlay, grid: field.grid } : undefined,
    curve: landscape && placeCurve(landscape.frame, choices.curve, held),
    axes: planeAxes(landscape?.frame),
    series: seriesOf(profile, view),
    isStale: [freshness.landscape, freshness.profile].includes('stale'),
  }
}

/** The present study as it is seen. */
function usePresent(): Shown {
  const title = useStudyState(studyTitle)
  const choices = useStudyState((state) => state.choices)
  const results = useStudyState((state) => state.results)
  const landscape = useStudyState(selectLandscape)
  const profile = useStudyState(selectProfile)
  const held = useStudyState(selectHeld)
  return useMemo(
    () => ({ title, choices, results, landscape, profile, held }),
    [title, choices, results, landscape, profile, held],
  )
}

function toShown({ name, choices, results }: BesideStudy): Shown {
  const { landscape, profile } = results
  const title = name ?? selectStudyName(choices)
  return { title, choices, results, landscape, profile, held: choices.held[0] }
}

/** Both studies and the scales that they share, under the quantity and scale of the present one. */
export function useSides(): { readonly sides: readonly Side[]; readonly color: ColorScale } {
  const present = usePresent()
  const other = useStudyState(({ beside }) => beside?.other)
  const sameDistances = useStudyState(({ beside }) => beside?.sameDistances === true)
  const { split, quantity, evaluationDecay, ...chosen } = present.choices
  const { scale, palette, rangeMin, rangeMax } = chosen
  const both = useMemo(() => [present, ...(other ? [toShown(other)] : [])], [present, other])
  const view = useMemo(() => ({ split, quantity, evaluationDecay }), [split, quantity, evaluationDecay])
  const fields = useMemo(() => both.map((shown) => fieldOf(shown, view)), [both, view])
  const fitted = useMemo(() => {
    const grids = fields.flatMap((field) => (field ? [field.grid] : []))
    if (!sameDistances || grids.length < 2) return fields
    return fields.map((field) => field && fitField(field, shareWindow(grids)))
  }, [fields, sameDistances])
  const color = useMemo(
    () => shareColors(fields, { quantity, scale, palette, rangeMin, rangeMax }),
    [fields, quantity, scale, palette, rangeMin, rangeMax],
  )
  const sides = useMemo(
    () => both.map((shown, index) => createSide(shown, fitted[index], view)),
    [both, fitted, view],
  )
  return { sides, color }
}
