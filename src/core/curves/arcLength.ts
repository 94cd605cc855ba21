import { affineProduct, type BasisGeometry } from '../planes/geometry.ts'
import { type CurveKind, curveDerivative } from './curve.ts'

/** Places and weights of Gauss and Legendre's four points on (0, 1). */
const nodes = [0.06943184420297371, 0.33000947820757187, 0.6699905217924281, 0.9305681557970263]
const weights = [0.17392742256872692, 0.32607257743127305, 0.32607257743127305, 0.17392742256872692]

/** Panels that are integrated over, at least: what they leave out is far below rounding. */
const fewestPanels = 32

/** φ′ at one place: how much each control point has in it, and its length. */
interface Speed {
  readonly derivative: readonly number[]
  readonly length: number
}

/** Speeds at the places of the quadrature and the weights of these. */
interface Quadrature {
  readonly speeds: readonly Speed[]
  readonly weights: readonly number[]
  /** ∫‖φ′‖dt, the length of the curve. */
  readonly total: number
}

/** The quadrature of one curve; panels end at the vertices of a chain. */
function integrateSpeed(kind: CurveKind, geometry: BasisGeometry): Quadrature {
  const segments = geometry.size - 1
  const panels = segments * Math.ceil(fewestPanels / segments)
  const speeds: Speed[] = []
  const shares: number[] = []
  let total = 0
  for (let panel = 0; panel < panels; panel++) {
    for (const [k, node] of nodes.entries()) {
      const speed = speedAt(kind, geometry, (panel + node) / panels)
      const share = (weights[k] as number) / panels
      speeds.push(speed)
      shares.push(share)
      total += share * speed.length
    }
  }
  return { speeds, weights: shares, total }
}

function speedAt(kind: CurveKind, geometry: BasisGeometry, t: number): Speed {
  const derivative = curveDerivative(kind, geometry.size, t)
  return { derivative, length: Math.sqrt(Math.max(0, affineProduct(geometry, derivative, derivative))) }
}

/**
 * q_θ(t) = ‖φ′(t)‖ / ∫‖φ′‖dt at some t: by how much more than uniformly a curve's arc length weighs them (paper, objective (1)). `geometry` is
 * that of its control points. A curve without length has 1 everywhere.
 */
export function arcLengthDensity(kind: CurveKind, geometry: BasisGeometry, ts: readonly number[]): number[] {
  const { total } = integrateSpeed(kind, geometry)
  return ts.map((t) => (total > 0 ? speedAt(kind, geometry, t).length / total : 1))
}

/** q_θ at one t, and its gradient in each control point: row b holds the coefficients of ∂q/∂w_b over the control points. */
export interface ArcLengthGradient {
  readonly density: number
  readonly rows: readonly (readonly number[])[]
}

/**
 * q_θ(t) and its gradient. With s = ‖φ′‖, d its coefficients and Z = ∫s dt: ∂s/∂w_b = d_b·φ′/s, so that
 * ∂q/∂w_b = (d_b·φ′(t)/s(t) − q(t)·∫d_b·φ′/s dt) / Z. Where a curve stands still its speed has no gradient, and 0 is taken.
 */
export function arcLengthGradient(kind: CurveKind, geometry: BasisGeometry, t: number): ArcLengthGradient {
  const { size } = geometry
  const { speeds, weights: shares, total } = integrateSpeed(kind, geometry)
  const here = speedAt(kind, geometry, t)
  const rows = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  if (total === 0) return { density: 1, rows }
  const density = here.length / total
  addDirections(rows, here, 1 / total)
  for (const [k, speed] of speeds.entries())
    addDirections(rows, speed, (-density * (shares[k] as number)) / total)
  return { density, rows }
}

/** Adds factor·d_b·d_j/s to every entry: the directions in which a place's speed grows. */
function addDirections(rows: number[][], { derivative, length }: Speed, factor: number): void {
  if (length === 0) return
  for (const [b, row] of rows.entries()) {
    const scale = (factor * (derivative[b] as number)) / length
    for (const [j, value] of derivative.entries()) row[j] = (row[j] as number) + scale * value
  }
}
