import { planNetwork } from '../../core/networks/planNetwork.ts'
import { measureBasis } from '../../core/planes/geometry.ts'
import type { MeasureNormsRequest } from '../../protocol/exporting.ts'
import type { Job } from '../jobs.ts'
import { checkLayout, type WeightsShelf } from '../weightsShelf.ts'

/**
 * Σ‖p‖ over the parameter tensors p of each of K points: the sum of norms, not of their squares, that the official
 * `l2_regularizer` takes of a network. From the inner products of the basis, tensor by tensor, so no point is formed.
 * @throws EngineError by what the shelf throws, ShapeError
 */
export async function measureNorms(
  shelf: WeightsShelf,
  { architecture, basis, coefficients }: MeasureNormsRequest,
  job: Job,
): Promise<Float64Array> {
  const network = planNetwork(architecture)
  const vectors = shelf.get(basis)
  checkLayout(vectors, network)
  const sums = new Float64Array(coefficients.length / basis.length)
  for (const { offset, size } of network.parameters) {
    const parts = vectors.map(({ weights }) => weights.subarray(offset, offset + size))
    addNorms(sums, measureBasis(parts).products, coefficients)
    await job.breathe()
  }
  return sums
}

function addNorms(sums: Float64Array, products: readonly number[], coefficients: Float64Array): void {
  const width = coefficients.length / sums.length
  for (let k = 0; k < sums.length; k++) {
    let square = 0
    for (let i = 0; i < width; i++) {
      let row = 0
      for (let j = 0; j < width; j++) {
        row += (products[i * width + j] as number) * (coefficients[k * width + j] as number)
      }
      square += (coefficients[k * width + i] as number) * row
    }
    // Rounding can put a norm of 0 below it.
    sums[k] = (sums[k] as number) + Math.sqrt(Math.max(0, square))
  }
}
