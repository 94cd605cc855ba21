import { curveRows, uniformTs } from '../core/curves/curve.ts'
import { type Grid, gridRows } from '../core/planes/grid.ts'
import { quantityValues } from '../core/quantities.ts'
import type { CurveFrame } from '../protocol/training.ts'
import type { Choices } from './choices.ts'
import type { Film, FilmFrame } from './film.ts'
import { placeLiveCurve } from './liveSelectors.ts'
import type { BothSplits } from './results.ts'

/** Points a side of the landscapes of a film, and along its profiles. */
const landscapePoints = 17
const profilePoints = 31

/** Makes a film of recorded moments; undefined where the curve never left the segment. */
export function createFilm(
  moments: readonly CurveFrame[],
  choices: Pick<Choices, 'curve' | 'selectedBend'>,
  told: Pick<Film, 'key' | 'history' | 'status'>,
): Film | undefined {
  const frames: FilmFrame[] = []
  for (const moment of moments) {
    const curve = placeLiveCurve(moment, choices, frames.at(-1)?.curve)
    if (curve.plane) frames.push({ ...moment, curve, profile: undefined, landscape: undefined })
  }
  const last = frames.at(-1)
  if (frames.length < 2 || !last) return undefined
  const { highest, height } = last.curve
  const width = Math.max(...frames.map(({ curve }) => curve.uLength))
  const [low, high] = height < 0 ? [-1.2, 0.2] : [-0.2, 1.2]
  const grid = {
    x: { min: -0.2 * width, max: 1.2 * width, count: landscapePoints },
    y: { min: low * highest, max: high * highest, count: landscapePoints },
  }
  return { ...told, frames, grid, index: 0 }
}

/** What must be evaluated for a frame: its profile first, then its landscape, over its control points. */
export function filmRows(
  { curve, controlPoints }: FilmFrame,
  grid: Grid,
  kind: Choices['curve'],
): Float64Array {
  const along = curveRows(kind, controlPoints.length, uniformTs(profilePoints))
  const plane = curve.plane ? gridRows(curve.plane, grid) : new Float64Array(0)
  const rows = new Float64Array(along.length + plane.length)
  rows.set(along)
  rows.set(plane, along.length)
  return rows
}

/** A frame with the values of its rows. */
export function withValues(frame: FilmFrame, { train, test }: BothSplits): FilmFrame {
  const accuracies = quantityValues(test, 'accuracy')
  return {
    ...frame,
    profile: {
      ts: uniformTs(profilePoints),
      trainNll: Array.from(train.nll.subarray(0, profilePoints)),
      testAccuracy: Array.from(accuracies.subarray(0, profilePoints)),
    },
    landscape: train.nll.slice(profilePoints),
  }
}

/** Points that one frame costs. */
export const filmFramePoints = profilePoints + landscapePoints ** 2
