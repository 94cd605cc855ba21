import { placePoint, unitRow } from '../landscape/frame.ts'
import type { LandscapeResult, PlaneMark } from '../results.ts'
import type { StudyState } from '../state.ts'
import { isDirected } from './planeKinds.ts'

/** Marked networks that lie outside the window of a plane, and a window that holds all of them. */
export interface OutsideMarks {
  readonly names: readonly PlaneMark['name'][]
  readonly window: readonly [x0: number, x1: number, y0: number, y1: number]
}

/** Air around marks, as a share of the window. */
const air = 0.08

const found = new WeakMap<LandscapeResult, OutsideMarks | undefined>()

/**
 * What lies outside the usual window of a plane along directions, which reaches around its origin and nowhere else; undefined
 * where nothing does, and where somebody chose the window. The same object as long as the landscape stays.
 */
export function selectOutside({ choices, results }: StudyState): OutsideMarks | undefined {
  const { landscape } = results
  if (!landscape || choices.window !== null || !isDirected(landscape.frame.kind)) return undefined
  if (!found.has(landscape)) found.set(landscape, findOutside(landscape))
  return found.get(landscape)
}

function findOutside({ frame, grid: { x, y } }: LandscapeResult): OutsideMarks | undefined {
  const placed = (frame.marks ?? []).map(({ index, name }) => ({
    name,
    ...placePoint(frame, unitRow(frame.basis.length, index)),
  }))
  const names = placed
    .filter((at) => at.x < x.min || at.x > x.max || at.y < y.min || at.y > y.max)
    .map(({ name }) => name)
  if (names.length === 0) return undefined
  const span = (low: number, high: number, values: readonly number[]): readonly [number, number] => {
    const [from, to] = [Math.min(low, ...values), Math.max(high, ...values)]
    const room = air * (to - from)
    return [from < low ? from - room : from, to > high ? to + room : to]
  }
  const xs = span(
    x.min,
    x.max,
    placed.map((at) => at.x),
  )
  const ys = span(
    y.min,
    y.max,
    placed.map((at) => at.y),
  )
  return { names, window: [...xs, ...ys] }
}
