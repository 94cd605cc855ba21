import { type DrawnTrail, type OverlayData, type PlanePoint, trailColors } from '../../charts/overlayData.ts'
import type { FieldData } from '../../charts/paintField.ts'
import { fillFromCoarse, type Grid } from '../../core/planes/grid.ts'
import type { BendPlace } from '../../store/choices/choiceKinds.ts'
import type { Choices } from '../../store/choices/choices.ts'
import type { FilmFrame } from '../../store/film/film.ts'
import { placePoint, unitRow } from '../../store/landscape/frame.ts'
import {
  type Field,
  type ShownLandscape,
  selectField,
  type View,
} from '../../store/landscape/landscapeSelectors.ts'
import { placeCurve, placeOnCurve } from '../../store/path/pathSelectors.ts'
import type { DrawnCurve, LiveCurve, PlaneFrame, Trail } from '../../store/results.ts'
import { formatDistance } from '../texts/formatting.ts'
import { markNames, trailTexts } from '../texts/planeKinds.ts'

type Overlay = Omit<OverlayData, 'hover' | 'probe'>

const endpointNames = ['w₁', 'w₂', 'w₃'] as const

/** A plane before its values are known: calm, with the usual window around the segment. */
function emptyField({ x, y }: Grid): FieldData {
  const grid = { x: { ...x, count: 2 }, y: { ...y, count: 2 } }
  return { grid, values: new Float64Array(4).fill(Number.NaN), known: new Uint8Array(4), complete: false }
}

/** Height of the bend, in lengths of the segment, up to which the window of a training does not have to grow. */
const calmHeight = 0.35

/** The window while a curve trains: high enough for the bend from the start, so that it seldom moves and never shrinks. */
function liveGrid({ uLength, height, highest }: LiveCurve): Grid {
  const top = Math.max(calmHeight * uLength, highest)
  const [low, high] = height < 0 ? [-1.2 * top, 0.2 * top] : [-0.2 * top, 1.2 * top]
  return { x: { min: -0.2 * uLength, max: 1.2 * uLength, count: 2 }, y: { min: low, max: high, count: 2 } }
}

/** What is painted: a landscape, finished or not, or the calm plane of a curve in training; undefined before there is either. */
export function createFieldData(
  shown: ShownLandscape | undefined,
  view: View,
  live: LiveCurve | undefined,
): FieldData | undefined {
  if (live) return live.uLength > 0 ? emptyField(liveGrid(live)) : undefined
  return shown && paintedField(selectField(shown, view))
}

/** A field as it is painted, coarse as long as it is not complete. */
export function paintedField(field: Field): FieldData {
  return field.complete ? fieldData(field) : coarseData(field)
}

/** What is painted for a moment of the film: its own landscape, or the calm plane until that is evaluated. */
export function createFrameData({ landscape }: FilmFrame, grid: Grid): FieldData {
  return landscape ? { grid, values: landscape, complete: true } : emptyField(grid)
}

function fieldData({ grid, values, known }: Field): FieldData {
  return { grid, values, known, complete: true }
}

function coarseData({ grid, values, known }: Field): FieldData {
  const size = { width: grid.x.count, height: grid.y.count }
  const filled = fillFromCoarse(values, known, size)
  const started = known.some((flag) => flag === 1)
  // A known NaN stays hatched; what is merely not there yet stays calm.
  const seen = new Uint8Array(filled.length)
  for (let i = 0; started && i < seen.length; i += 1) {
    seen[i] = known[i] === 1 || !Number.isNaN(filled[i]) ? 1 : 0
  }
  return { grid, values: filled, known: seen, complete: false }
}

/** What planes show while a film is seen: more of its moments is not evaluated. */
export const filmView = { split: 'train', quantity: 'nll', evaluationDecay: 0 } as const

/** What is needed to place the marks on a landscape. */
export interface OverlaySource {
  readonly shown: Pick<ShownLandscape, 'frame' | 'grid'> | undefined
  readonly live: LiveCurve | undefined
  /** Window of the film while one is seen. */
  readonly filmGrid: Grid | undefined
  readonly kind: Choices['curve']
  readonly held: BendPlace | undefined
  /** Networks picked for an ensemble. */
  readonly picks?: Choices['picks']
  readonly t: number
  /** The moment under the pointer in any view. */
  readonly hoverT?: number | undefined
}

/** What lies on the landscape: endpoints, bends, segment and curve. */
export function createOverlay(source: OverlaySource): Overlay | undefined {
  if (source.live) return liveOverlay(source, source.live)
  return source.shown && frameOverlay(source, source.shown)
}

function bendName(bend: number, count: number): string {
  return count === 1 ? 'bend' : `bend ${bend}`
}

function liveOverlay({ filmGrid, t, hoverT }: OverlaySource, live: LiveCurve): Overlay {
  const { controlPoints, points } = live
  const bends = controlPoints.slice(1, -1)
  const ends = [controlPoints[0], controlPoints.at(-1)].filter((point) => point !== undefined)
  // A curve in training goes on under the pointer; a moment of the film has its network at t.
  const markers = filmGrid && placeMarkers(live, { t, hoverT })
  return {
    grid: filmGrid ?? liveGrid(live),
    endpoints: ends.map((point, index) => ({ ...point, label: endpointNames[index] ?? '' })),
    bends: bends.map((point, index) => ({
      ...point,
      label: bendName(index + 1, bends.length),
      selected: false,
    })),
    segment: ends,
    controlPolygon: controlPoints,
    curve: points,
    ...markers,
  }
}

/** Where the shown t is on a curve, and the t under the pointer. */
function placeMarkers(
  curve: Pick<DrawnCurve, 'points'>,
  { t, hoverT }: Pick<OverlaySource, 't' | 'hoverT'>,
): Pick<Overlay, 'tMarker' | 'hoverMarker'> {
  const tMarker = placeOnCurve(curve, t)
  const hoverMarker = hoverT === undefined ? undefined : placeOnCurve(curve, hoverT)
  return { ...(tMarker && { tMarker }), ...(hoverMarker && { hoverMarker }) }
}

function marksOf({ kind, marks, controlPoints }: PlaneFrame): readonly { index: number; label: string }[] {
  if (marks) return marks.map(({ index, name }) => ({ index, label: markNames[name] }))
  const modes = kind === 'modes' ? [0, 1, 2] : [0, controlPoints.at(-1) ?? 1]
  return modes.map((index, i) => ({ index, label: endpointNames[i] ?? '' }))
}

/** The trainings in a plane with their names and colours. */
export function trailsOf({ trails = [] }: Pick<PlaneFrame, 'trails'>): readonly (DrawnTrail & {
  readonly label: string
  readonly trail: Trail
})[] {
  const bends = trails.filter(({ run }) => run === 'bend').length
  return trails.map((trail) => {
    const { run, end, epochs, points } = trail
    const label = trailTexts.name(trail, bends)
    const named = points.map((point, i) => ({
      ...point,
      label: trailTexts.moment(label, epochs[i] ?? 0, formatDistance(point.distance)),
    }))
    return { trail, label, color: run ? trailColors[run] : end, points: named }
  })
}

function frameOverlay(
  { kind, held, picks = [], t, hoverT }: OverlaySource,
  { frame, grid }: Pick<ShownLandscape, 'frame' | 'grid'>,
): Overlay {
  const endpoints = marksOf(frame).map(({ index, label }) => ({
    ...placePoint(frame, unitRow(frame.basis.length, index)),
    label,
  }))
  const curve = placeCurve(frame, kind, frame.kind === 'curve' ? held : undefined)
  const bends = curve?.controlPoints.slice(1, -1) ?? []
  const picked = picks.flatMap((pick): readonly PlanePoint[] => {
    const place = pick.on === 'plane' ? pick : curve && placeOnCurve(curve, pick.t)
    return place ? [place] : []
  })
  return {
    grid,
    endpoints,
    bends: bends.map((point, index) => ({
      ...point,
      label: bendName(index + 1, bends.length),
      selected: frame.bend === index + 1,
    })),
    segment: endpoints.slice(0, 2),
    ...(frame.trails && { trails: trailsOf(frame) }),
    ...(curve && { curve: curve.points, controlPolygon: curve.controlPoints }),
    ...(curve && placeMarkers(curve, { t, hoverT })),
    ...(picked.length > 0 && { picks: picked }),
  }
}
