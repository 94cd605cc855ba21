import type { SplitName } from '../../../core/data/dataset.ts'
import { EngineError } from '../../../protocol/engineError.ts'
import { toEngineError } from '../../toEngineError.ts'
import type { PointsRequest } from '../backend.ts'
import type { CompiledNetwork } from './compiledNetwork.ts'
import { packVector } from './packLayout.ts'

/** A request as the GPU takes it, copied, so that the caller may change what it passed. */
export interface PackedRequest {
  /** One vector after another, each as `PackLayout` says. */
  readonly basis: Float32Array<ArrayBuffer>
  readonly basisCount: number
  /** K×B, row-major. */
  readonly coefficients: Float32Array<ArrayBuffer>
  readonly splits: readonly SplitName[]
  readonly recomputes: boolean
  readonly onPart?: PointsRequest['onPart'] | undefined
}

/** Copies a request. @throws EngineError `out-of-memory` */
export function packRequest({ layout }: CompiledNetwork, request: PointsRequest): PackedRequest {
  const { basis, buffers, coefficients, splits, batchNorm, onPart } = request
  const recomputes = layout.bufferCount > 0 && batchNorm === 'recomputed'
  const packed = allocate(basis.length * layout.size)
  basis.forEach((weights, index) => {
    const target = packed.subarray(index * layout.size, (index + 1) * layout.size)
    packVector(layout, target, { weights, buffers: recomputes ? undefined : buffers[index] })
  })
  return {
    basis: packed,
    basisCount: basis.length,
    coefficients: Float32Array.from(coefficients),
    splits: [...splits],
    recomputes,
    onPart,
  }
}

function allocate(length: number): Float32Array<ArrayBuffer> {
  try {
    return new Float32Array(length)
  } catch (error) {
    throw new EngineError('out-of-memory', toEngineError(error).message)
  }
}
