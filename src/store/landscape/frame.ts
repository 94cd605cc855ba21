import { affineProduct, type BasisGeometry } from '../../core/planes/geometry.ts'
import { createPlane, PlaneError, projectCoefficients } from '../../core/planes/plane.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import { newWeightsId, type Study } from '../context.ts'
import type { CurveResult, PlacedPoint, PlaneFrame } from '../results.ts'

/** Seed of the direction that stands in where three points do not span a plane. */
const fallbackSeed = 7

/** The vector with 1 at `index`. */
export function unitRow(size: number, index: number): number[] {
  return Array.from({ length: size }, (_, i) => (i === index ? 1 : 0))
}

function difference(size: number, to: number, from: number): number[] {
  return Array.from({ length: size }, (_, i) => (i === to ? 1 : 0) - (i === from ? 1 : 0))
}

/** Number (from 1) of the bend farthest from the straight segment; 1 when all lie on it. */
export function farthestBend(geometry: BasisGeometry, controlPointCount: number): number {
  const { size } = geometry
  const along = difference(size, controlPointCount - 1, 0)
  const length = affineProduct(geometry, along, along)
  let best = 1
  let most = 0
  for (let bend = 1; bend < controlPointCount - 1; bend += 1) {
    const towards = difference(size, bend, 0)
    const shadow = affineProduct(geometry, towards, along)
    const away = affineProduct(geometry, towards, towards) - (shadow * shadow) / length
    if (away > most * 1.000001) {
      most = away
      best = bend
    }
  }
  return best
}

/** Which vectors of a basis span a plane, and what is drawn in it. */
export interface FrameRequest {
  readonly kind: PlaneFrame['kind']
  readonly basis: readonly WeightsId[]
  /** Indices of the three points. */
  readonly along: number
  readonly towards: number
  readonly controlPoints: readonly number[]
  readonly bend: number
}

/** Lays a plane through three vectors of a basis; where they are on one line, through a seeded direction, which is added to the basis. */
export async function createFrame(
  study: Study,
  request: FrameRequest,
  geometry: BasisGeometry,
): Promise<PlaneFrame> {
  const { kind, basis, along, towards, controlPoints, bend } = request
  try {
    const plane = createPlane(geometry, { origin: 0, along, towards })
    return { kind, basis, geometry, plane, controlPoints, bend }
  } catch (error) {
    if (!(error instanceof PlaneError) || error.reason !== 'no second direction') throw error
  }
  const direction = newWeightsId(study, 'direction')
  const [from, to] = [basis[0] as WeightsId, basis[along] as WeightsId]
  await study.client.define({ kind: 'orthogonal', id: direction, from, to, seed: fallbackSeed })
  const wider = [...basis, direction]
  const measured = await study.client.measure(wider)
  const plane = createPlane(measured, { origin: 0, along, towards, fallback: basis.length })
  return { kind, basis: wider, geometry: measured, plane, controlPoints, bend }
}

type FramedCurve = Pick<CurveResult, 'controlPoints' | 'geometry'>

/** Planes by curve and bend: a drag asks for the same one many times a second. */
const curveFrames = new WeakMap<FramedCurve, Map<number, PlaneFrame>>()

/** The plane through both ends of a curve and one bend (0: the one farthest from the segment). */
export async function createCurveFrame(
  study: Study,
  curve: FramedCurve,
  selectedBend: number,
): Promise<PlaneFrame> {
  const { controlPoints: basis, geometry } = curve
  const count = basis.length
  const bend = selectedBend >= 1 && selectedBend <= count - 2 ? selectedBend : farthestBend(geometry, count)
  const frames = curveFrames.get(curve) ?? new Map<number, PlaneFrame>()
  const known = frames.get(bend)
  const held = study.client.heldWeights()
  if (known?.basis.every((id) => held.includes(id))) return known
  const controlPoints = basis.map((_, index) => index)
  const frame = await createFrame(
    study,
    { kind: 'curve', basis, along: count - 1, towards: bend, controlPoints, bend },
    geometry,
  )
  curveFrames.set(curve, frames.set(bend, frame))
  return frame
}

/** The plane through three modes; a curve between the first two is projected into it when there is one. */
export async function createModesFrame(
  study: Study,
  modes: readonly [WeightsId, WeightsId, WeightsId],
  bends: readonly WeightsId[],
): Promise<PlaneFrame> {
  const basis = [...modes, ...bends]
  const controlPoints = bends.length === 0 ? [] : [0, ...bends.map((_, index) => index + 3), 1]
  const geometry = await study.client.measure(basis)
  return createFrame(study, { kind: 'modes', basis, along: 1, towards: 2, controlPoints, bend: 0 }, geometry)
}

/**
 * Control points as rows over the frame's basis, with a bend put where it is held: its in-plane part moves, its remainder
 * stays. A place is one in the plane through its own bend; in any other plane it says nothing and moves nothing.
 */
export function controlRows(
  frame: PlaneFrame,
  held?: { readonly bend: number; readonly x: number; readonly y: number },
): number[][] {
  const { plane, geometry } = frame
  const rows = frame.controlPoints.map((index) => unitRow(frame.basis.length, index))
  const row = frame.kind === 'curve' && held?.bend === frame.bend ? rows[held.bend] : undefined
  if (!held || !row) return rows
  const at = projectCoefficients(plane, geometry, row)
  rows[held.bend] = row.map(
    (value, i) => value + (held.x - at.x) * (plane.u[i] ?? 0) + (held.y - at.y) * (plane.v[i] ?? 0),
  )
  return rows
}

/** Where a combination of the basis lies in the plane, and how far from it. */
export function placePoint(frame: PlaneFrame, row: ArrayLike<number>): PlacedPoint {
  return projectCoefficients(frame.plane, frame.geometry, Array.from(row))
}

/** K×n curve coefficients times n×B rows of control points: K×B rows over the basis. */
export function combineRows(coefficients: Float64Array, rows: readonly (readonly number[])[]): Float64Array {
  const width = rows[0]?.length ?? 0
  const count = coefficients.length / rows.length
  const out = new Float64Array(count * width)
  for (let k = 0; k < count; k += 1) {
    for (let i = 0; i < rows.length; i += 1) {
      const c = coefficients[k * rows.length + i] as number
      const row = rows[i] as readonly number[]
      for (let b = 0; b < width; b += 1)
        out[k * width + b] = (out[k * width + b] as number) + c * (row[b] as number)
    }
  }
  return out
}

/** Leaves out basis vectors that no row uses, so that the engine does not form or send them. */
export function usedColumns(
  basis: readonly WeightsId[],
  rows: Float64Array,
): { basis: WeightsId[]; rows: Float64Array } {
  const width = basis.length
  const used = new Array<boolean>(width).fill(false)
  for (let i = 0; i < rows.length; i += 1) if (rows[i] !== 0) used[i % width] = true
  const columns = used.flatMap((isUsed, b) => (isUsed ? [b] : []))
  const count = rows.length / width
  const kept = new Float64Array(count * columns.length)
  for (let k = 0, at = 0; k < count; k += 1) {
    for (const b of columns) {
      kept[at] = rows[k * width + b] as number
      at += 1
    }
  }
  return { basis: basis.filter((_, b) => used[b]), rows: kept }
}
