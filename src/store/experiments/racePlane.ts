import type { BasisGeometry } from '../../core/planes/geometry.ts'
import type { Axis } from '../../core/planes/grid.ts'
import { createPlane, type Plane, PlaneError } from '../../core/planes/plane.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import type { RunScope } from '../running/jobs.ts'
import { evaluatePlane } from './evaluatePlane.ts'
import { placeWeights } from './placeCurves.ts'
import type { SnapshotPlane } from './values/raceValue.ts'

/** Share of the window around all snapshots. */
const margin = 0.15

interface SnapshotPlaneOrder {
  readonly choices: Choices
  /** The start, the snapshots of FGE, and those of the snapshot ensemble. */
  readonly weights: readonly WeightsId[]
  /** Index of the last snapshot of FGE. */
  readonly last: number
  /** Which part of the experiment it is, for progress. */
  readonly part: number
}

/** Evaluates the plane through the start and the last snapshot of either schedule, around all of them; undefined where those are on one line. */
export async function drawSnapshotPlane(
  study: Study,
  { choices, weights, last, part }: SnapshotPlaneOrder,
  scope: RunScope,
): Promise<SnapshotPlane | undefined> {
  const geometry = await study.client.measure(weights)
  const plane = planeThrough(geometry, last)
  if (!plane) return undefined
  const places = placeWeights({ plane, geometry })
  const axis = (values: readonly number[]): Axis => {
    const [low, high] = [Math.min(...values), Math.max(...values)]
    const air = margin * (high - low)
    return { min: low - air, max: high + air, count: choices.resolution }
  }
  const grid = { x: axis(places.map(({ x }) => x)), y: axis(places.map(({ y }) => y)) }
  const frame = { kind: 'modes', basis: weights, geometry, plane, controlPoints: [], bend: 0 } as const
  const { seen } = await evaluatePlane(study, { choices, frame, grid, part }, scope)
  return { geometry, seen }
}

function planeThrough(geometry: BasisGeometry, last: number): Plane | undefined {
  try {
    return createPlane(geometry, { origin: 0, along: last, towards: geometry.size - 1 })
  } catch (error) {
    if (error instanceof PlaneError) return undefined
    throw error
  }
}
