import { createRandom } from '../core/random.ts'
import type { DefineRequest } from '../protocol/engineApi.ts'
import { EngineError } from '../protocol/engineError.ts'
import type { StoredWeights } from '../protocol/training.ts'
import { combineVectors } from './combineVectors.ts'
import { defineMasked, defineRandom } from './directions/defineDirections.ts'
import type { WeightsShelf } from './weightsShelf.ts'

/**
 * Makes a new vector out of held ones; running statistics are combined by the same coefficients.
 * @throws EngineError `invalid-request` for unknown vectors, `identical-endpoints`, `shape-mismatch`
 */
export function defineWeights(request: DefineRequest, shelf: WeightsShelf): StoredWeights {
  if (request.kind === 'orthogonal') return defineOrthogonal(request, shelf)
  if (request.kind === 'random') return defineRandom(request, shelf)
  if (request.kind === 'masked') return defineMasked(request, shelf)
  const basis = shelf.get(request.basis)
  const combine = (vectors: readonly Float32Array[]) => combineVectors(vectors, request.coefficients)
  return {
    id: request.id,
    weights: combine(basis.map(({ weights }) => weights)),
    buffers: combine(basis.map(({ buffers }) => buffers)),
  }
}

type OrthogonalRequest = Extract<DefineRequest, { readonly kind: 'orthogonal' }>

/** A seeded Gaussian direction, made orthogonal to `to − from` and as long, added to `from`. */
function defineOrthogonal({ id, from, to, seed }: OrthogonalRequest, shelf: WeightsShelf): StoredWeights {
  const [start] = shelf.get([from, to])
  const [origin, end] = shelf.get([from, to]).map(({ weights }) => weights)
  if (!start || !origin || !end) throw new EngineError('internal', 'the shelf returned too few vectors')
  const difference = Float64Array.from(end, (value, i) => value - (origin[i] as number))
  const squaredLength = innerProduct(difference, difference)
  if (squaredLength === 0) {
    throw new EngineError('identical-endpoints', `${from} and ${to} have the same weights`)
  }
  if (difference.length < 2)
    throw new EngineError('invalid-request', 'one weight has no orthogonal direction')
  const random = createRandom(seed, 'direction')
  const direction = Float64Array.from(difference, () => random.normal())
  const share = innerProduct(direction, difference) / squaredLength
  direction.forEach((value, i) => {
    direction[i] = value - share * (difference[i] as number)
  })
  const scale = Math.sqrt(squaredLength / innerProduct(direction, direction))
  const weights = Float32Array.from(direction, (value, i) => (origin[i] as number) + scale * value)
  return { id, weights, buffers: start.buffers }
}

function innerProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}
