import { projectPoints } from '../../core/directions/projectPoints.ts'
import type { ProjectedPoint, ProjectRequest } from '../../protocol/directions.ts'
import { invalid, requireFinite, requireNumber } from '../requireValue.ts'
import type { WeightsShelf } from '../weightsShelf.ts'

/** Where held vectors stand over a plane. @throws EngineError `invalid-request` where the plane has no second direction, `shape-mismatch` */
export function projectVectors(request: ProjectRequest, shelf: WeightsShelf): ProjectedPoint[] {
  const { basis, points } = request
  requireNumber('basis vectors', basis.length, { min: 1, max: 64 })
  for (const name of ['origin', 'u', 'v'] as const) {
    const row = request[name]
    if (row.length !== basis.length) throw invalid(name, row.length, `${basis.length} coefficients`)
    requireFinite(name, row)
  }
  const vectors = shelf.get([...basis, ...points]).map(({ weights }) => weights)
  const combine = (row: readonly number[]) => combineExactly(vectors, row)
  const plane = { origin: combine(request.origin), u: combine(request.u), v: combine(request.v) }
  try {
    return projectPoints(plane, vectors.slice(basis.length))
  } catch (error) {
    if (error instanceof RangeError) throw invalid('plane', error.message, 'two directions')
    throw error
  }
}

/** Σ c_b·w_b in float64: û is a small difference of long vectors. */
function combineExactly(vectors: readonly Float32Array[], row: readonly number[]): Float64Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0)
  for (const [b, coefficient] of row.entries()) {
    const vector = vectors[b]
    if (coefficient === 0 || !vector) continue
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + coefficient * (vector[i] as number)
  }
  return sum
}
