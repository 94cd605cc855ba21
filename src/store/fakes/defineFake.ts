import { createRandom } from '../../core/random.ts'
import type { DefineRequest } from '../../protocol/engineApi.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import { combine, mask, orthogonalTo } from './fakeVectors.ts'

/** What the fake engine makes of held vectors: a random direction is drawn and scaled to nothing, an orthogonal one is a unit long. */
export function defineFake(
  request: DefineRequest,
  read: (ids: readonly WeightsId[]) => Float32Array[],
): Float32Array {
  switch (request.kind) {
    case 'combination':
      return combine(read(request.basis), request.coefficients)
    case 'masked':
      return mask(read([request.from]), request.ranges)
    case 'random': {
      const random = createRandom(request.seed, 'direction', request.index)
      return Float32Array.from(read([request.like])[0] ?? [], () => random.normal())
    }
    case 'orthogonal': {
      const [from, to] = read([request.from, request.to]) as [Float32Array, Float32Array]
      const direction = orthogonalTo(from, to, request.seed)
      return from.map((value, k) => value + (direction[k] as number))
    }
  }
}
