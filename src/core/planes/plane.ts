import { affineProduct, type BasisGeometry } from './geometry.ts'

/**
 * A plane in weight space as rows of B coefficients over a basis: the point (x, y) is origin + x·u + y·v. `origin` sums
 * to 1; `u` and `v` are the paper's û and v̂, orthonormal, and sum to 0; x and y are true distances (paper, footnote 1).
 */
export interface Plane {
  readonly origin: readonly number[]
  readonly u: readonly number[]
  readonly v: readonly number[]
  /** ‖u‖, the distance between the endpoints. */
  readonly uLength: number
  /** ‖v‖, the distance of the third vector from the line through the endpoints; 0 where the plane is degenerate. */
  readonly vLength: number
  /** Whether the third vector lay on that line, so that `v` is the fallback direction. */
  readonly degenerate: boolean
}

/** Which vectors of the basis span a plane. */
export interface PlaneVectors {
  readonly origin: number
  readonly along: number
  readonly towards: number
  /** Index of w_origin + a direction orthogonal to u; stands in where the third vector is on the line. */
  readonly fallback?: number
}

/** No plane goes through the vectors: the endpoints coincide, the third lies on their line, or a number is not finite. */
export class PlaneError extends Error {
  readonly reason: 'identical endpoints' | 'no second direction' | 'not finite'

  constructor(reason: PlaneError['reason']) {
    super(reason)
    this.name = 'PlaneError'
    this.reason = reason
  }
}

/** ‖v‖/‖u‖ below which the direction of v is rounding: float32 weights on the segment come out near 1e-7. */
const degenerateRatio = 1e-6

/**
 * The plane through three vectors of the basis: u = w_along − w_origin, v = (w_towards − w_origin) minus its projection
 * on u. Throws a PlaneError where u = 0, and where v = 0 without a fallback.
 */
export function createPlane(geometry: BasisGeometry, vectors: PlaneVectors): Plane {
  const { origin, along, towards, fallback } = vectors
  const u = difference(geometry.size, along, origin)
  const uLength = Math.sqrt(affineProduct(geometry, u, u))
  if (uLength === 0) throw new PlaneError('identical endpoints')
  if (!Number.isFinite(uLength)) throw new PlaneError('not finite')
  const unit = scale(u, 1 / uLength)
  const orthogonal = (index: number) => {
    const w = difference(geometry.size, index, origin)
    const v = subtract(w, scale(u, affineProduct(geometry, w, u) / uLength ** 2))
    const length = Math.sqrt(Math.max(0, affineProduct(geometry, v, v)))
    if (!Number.isFinite(length)) throw new PlaneError('not finite')
    return { v: scale(v, 1 / length), length, onLine: length < degenerateRatio * uLength }
  }
  const third = orthogonal(towards)
  const stand = third.onLine && fallback !== undefined ? orthogonal(fallback) : third
  if (stand.onLine) throw new PlaneError('no second direction')
  return {
    origin: Array.from(u, (_, i) => (i === origin ? 1 : 0)),
    u: unit,
    v: stand.v,
    uLength,
    vLength: third.onLine ? 0 : third.length,
    degenerate: third.onLine,
  }
}

/**
 * `plane`, its v̂ turned where needed so that a picture does not flip between frames. With a geometry (that of the one
 * basis both are written over) ⟨v̂, previous v̂⟩ ≥ 0. Without one, as in training where the old bend is gone, the third
 * vector stays on the side where it was; a plane that hangs on another vector is returned unchanged.
 */
export function keepOrientation(plane: Plane, previous: Plane, geometry?: BasisGeometry): Plane {
  const index = thirdIndex(plane)
  const turned =
    geometry === undefined
      ? index === thirdIndex(previous) && at(plane.v, index) * at(previous.v, index) < 0
      : affineProduct(geometry, plane.v, previous.v) < 0
  return turned ? { ...plane, v: scale(plane.v, -1) } : plane
}

/** y of the third vector: ‖v‖, or −‖v‖ where `keepOrientation` turned v̂; 0 where the plane is degenerate. */
export function thirdHeight(plane: Plane): number {
  return at(plane.v, thirdIndex(plane)) < 0 ? -plane.vLength : plane.vLength
}

/** Coefficients (they sum to 1) of the point (x, y), x and y in weight-space distance. */
export function pointCoefficients(plane: Plane, x: number, y: number): number[] {
  return plane.origin.map((value, i) => value + x * at(plane.u, i) + y * at(plane.v, i))
}

/**
 * Orthogonal projection of a point (coefficients that sum to 1) on the plane, and its distance from it. What the plane's
 * own three vectors contribute is read off their coefficients, so that points of the plane come back exactly, with
 * distance 0, however short v is.
 */
export function projectCoefficients(
  plane: Plane,
  geometry: BasisGeometry,
  coefficients: ArrayLike<number>,
): { x: number; y: number; distance: number } {
  const third = thirdIndex(plane)
  const second = plane.u.findIndex((value, i) => value !== 0 && plane.origin[i] === 0)
  let rest = plane.origin.map((value, i) => (coefficients[i] ?? 0) - value)
  const y = at(rest, third) / at(plane.v, third)
  rest = subtract(rest, scale(plane.v, y))
  const x = at(rest, second) / at(plane.u, second)
  rest = rest.map((value, i) => (i === second || i === third || plane.origin[i] === 1 ? 0 : value))
  rest[plane.origin.indexOf(1)] = -rest.reduce((sum, value) => sum + value, 0)
  const dx = affineProduct(geometry, rest, plane.u)
  const dy = affineProduct(geometry, rest, plane.v)
  const off = subtract(rest, subtract(scale(plane.u, dx), scale(plane.v, -dy)))
  return { x: x + dx, y: y + dy, distance: Math.sqrt(Math.max(0, affineProduct(geometry, off, off))) }
}

/** Where v has a coefficient that u and the origin lack: the vector that lifts the plane off the line. */
function thirdIndex(plane: Plane): number {
  return plane.v.findIndex((value, i) => value !== 0 && plane.u[i] === 0)
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0
}

function difference(size: number, plus: number, minus: number): number[] {
  return Array.from({ length: size }, (_, i) => Number(i === plus) - Number(i === minus))
}

function scale(values: readonly number[], factor: number): number[] {
  return values.map((value) => value * factor)
}

function subtract(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, i) => value - at(b, i))
}
