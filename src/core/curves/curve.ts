/** The two families of the paper: Bezier curves and polygonal chains. */
export type CurveKind = 'bezier' | 'chain'

/**
 * Weights of n = controlPointCount control points in φ(t), t in [0, 1]; they sum to 1. Bezier: C(n−1, i) tⁱ (1−t)ⁿ⁻¹⁻ⁱ;
 * chain: max(0, 1 − |t(n−1) − i|) (official `curves.py`, classes Bezier and PolyChain). Throws a RangeError below two.
 */
export function curveCoefficients(kind: CurveKind, controlPointCount: number, t: number): number[] {
  requirePoints(controlPointCount)
  const last = controlPointCount - 1
  if (kind === 'bezier') return bernstein(last, t)
  return Array.from({ length: controlPointCount }, (_, i) => Math.max(0, 1 - Math.abs(t * last - i)))
}

/** Rows of `curveCoefficients` at K values of t: K×n, row-major. */
export function curveRows(kind: CurveKind, controlPointCount: number, ts: readonly number[]): Float64Array {
  const rows = new Float64Array(ts.length * controlPointCount)
  ts.forEach((t, k) => {
    rows.set(curveCoefficients(kind, controlPointCount, t), k * controlPointCount)
  })
  return rows
}

/**
 * Derivatives in t of `curveCoefficients`, so that φ′(t) = Σ derivative_i w_i; they sum to 0. At a vertex of a chain
 * from the right, at t = 1 from the left.
 */
export function curveDerivative(kind: CurveKind, controlPointCount: number, t: number): number[] {
  requirePoints(controlPointCount)
  const last = controlPointCount - 1
  if (kind === 'bezier') {
    const lower = bernstein(last - 1, t)
    return Array.from({ length: controlPointCount }, (_, i) => last * ((lower[i - 1] ?? 0) - (lower[i] ?? 0)))
  }
  const derivative = new Array<number>(controlPointCount).fill(0)
  const segment = Math.min(Math.floor(t * last), last - 1)
  derivative[segment] = -last
  derivative[segment + 1] = last
  return derivative
}

/**
 * Where all n control points start: row i is [1 − a, a] over the two endpoints, a = i/(n−1), which makes the curve the
 * segment (official `CurveNet.init_linear`).
 */
export function linearBendCoefficients(controlPointCount: number): number[][] {
  requirePoints(controlPointCount)
  return uniformTs(controlPointCount).map((a) => [1 - a, a])
}

/** `count` values of t from 0 to 1 in even steps, as the official `eval_curve.py` takes them (61 there). */
export function uniformTs(count: number): number[] {
  return Array.from({ length: count }, (_, i) => (count > 1 ? i / (count - 1) : 0))
}

function requirePoints(controlPointCount: number): void {
  if (!(controlPointCount >= 2)) {
    throw new RangeError(`a curve needs at least 2 control points, got ${controlPointCount}`)
  }
}

function bernstein(degree: number, t: number): number[] {
  const values: number[] = []
  let binomial = 1
  for (let i = 0; i <= degree; i++) {
    values.push(binomial * t ** i * (1 - t) ** (degree - i))
    binomial = (binomial * (degree - i)) / (i + 1)
  }
  return values
}
