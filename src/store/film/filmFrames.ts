import { curveRows, uniformTs } from '../../core/curves/curve.ts'
import { pathSteps, squaredNorms } from '../../core/planes/geometry.ts'
import { type Grid, gridRows } from '../../core/planes/grid.ts'
import type { SplitValues } from '../../protocol/evaluation.ts'
import type { CurveFrame } from '../../protocol/training.ts'
import type { Choices } from '../choices/choices.ts'
import type { BothSplits } from '../results.ts'
import { placeLiveCurve } from '../running/liveSelectors.ts'
import { nextTask } from '../running/nextTask.ts'
import type { Film, FilmFrame } from './film.ts'

/** Points a side of the landscapes of a film, and along its profiles. */
const landscapePoints = 17
const profilePoints = 31

/** Time for which the page waits while frames are placed: a film of sixty takes longer than one frame of the page. */
const sliceMs = 6

/** Makes a film of recorded moments; undefined where the curve never left the segment. */
export async function createFilm(
  moments: readonly CurveFrame[],
  choices: Pick<Choices, 'curve' | 'selectedBend'>,
  told: Pick<Film, 'key' | 'history' | 'status'>,
): Promise<Film | undefined> {
  const frames: FilmFrame[] = []
  let begun = performance.now()
  for (const moment of moments) {
    if (performance.now() - begun > sliceMs) {
      await nextTask()
      begun = performance.now()
    }
    const curve = placeLiveCurve(moment, choices, frames.at(-1)?.curve)
    if (curve.plane) frames.push({ ...moment, curve, path: undefined, landscape: undefined })
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
  const path = curveRows(kind, controlPoints.length, uniformTs(profilePoints))
  const plane = curve.plane ? gridRows(curve.plane, grid) : new Float64Array(0)
  const rows = new Float64Array(path.length + plane.length)
  rows.set(path)
  rows.set(plane, path.length)
  return rows
}

/** A frame with the values of its rows. */
export function withValues(frame: FilmFrame, { train, test }: BothSplits, kind: Choices['curve']): FilmFrame {
  const ts = uniformTs(profilePoints)
  const rows = curveRows(kind, frame.controlPoints.length, ts)
  const values = {
    train: along(train),
    test: along(test),
    dl: pathSteps(frame.geometry, rows),
    squaredNorms: squaredNorms(frame.geometry, rows),
  }
  return { ...frame, path: { ts, values }, landscape: train.nll.slice(profilePoints) }
}

/** The part of a frame's values that lies along the path. */
function along({ nll, correct, count }: SplitValues): SplitValues {
  return { nll: nll.slice(0, profilePoints), correct: correct.slice(0, profilePoints), count }
}

/** Points that one frame costs. */
export const filmFramePoints = profilePoints + landscapePoints ** 2
