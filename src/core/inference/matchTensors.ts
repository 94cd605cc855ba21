import { initialBuffers, type Network } from '../networks/network.ts'
import { isRunningStatistic, type StateTensor, type TensorShape } from '../networks/stateTensor.ts'
import { type Alignment, alignTensors } from './alignTensors.ts'
import { formatNames, formatTensorShape, TensorError } from './tensorError.ts'

/** Flat weights and running statistics of one network, from a state dict. */
export interface MatchedTensors {
  readonly weights: Float32Array<ArrayBuffer>
  readonly buffers: Float32Array<ArrayBuffer>
  readonly matchedBy: 'name' | 'order'
  /** Running statistics that the state dict lacks; they stand at mean 0 and variance 1. */
  readonly missing: readonly string[]
  /** Tensors that have no place in the network and were left alone. */
  readonly unexpected: readonly string[]
}

/**
 * Puts the tensors of a state dict into the network's layout, as float32: by name, else by the order of `parameters()`
 * where all shapes agree.
 *
 * @throws TensorError for a missing parameter and for a shape that differs
 */
export function matchTensors(network: Network, tensors: readonly StateTensor[]): MatchedTensors {
  const alignment = alignTensors(network, tensors)
  const error = findAlignmentError(alignment)
  if (error) throw error
  const weights = new Float32Array(network.parameterCount)
  const buffers = new Float32Array(initialBuffers(network))
  const parameters = new Set(network.parameters)
  for (const { slot, tensor } of alignment.pairs) {
    const { data, name } = tensor
    if (data.length !== slot.size) {
      const message = `${name} has ${data.length} elements, expected ${slot.size}`
      throw new TensorError(message, { tensor: name })
    }
    copyElements(parameters.has(slot) ? weights : buffers, slot.offset, data)
  }
  const { matchedBy, missing, unexpected } = alignment
  return { weights, buffers, matchedBy, missing, unexpected }
}

/** What keeps an alignment from being used, if anything: parameters that are missing, or a shape that differs. */
export function findAlignmentError(alignment: Alignment<TensorShape>): TensorError | undefined {
  const { mismatch, missing, unexpected } = alignment
  if (mismatch) {
    const { slot, tensor } = mismatch
    const expected = `expected ${formatTensorShape(slot.shape)}`
    const as = alignment.matchedBy === 'order' && tensor.name !== slot.name ? ` as ${slot.name}` : ''
    const message = `shape mismatch: ${tensor.name} is ${formatTensorShape(tensor.shape)}, ${expected}${as}`
    return new TensorError(message, { tensor: tensor.name, missing, unexpected })
  }
  const lacking = missing.filter((name) => !isRunningStatistic(name))
  // Names tell which tensors may be left alone; the order does not.
  const stray = alignment.matchedBy === 'order' || lacking.length > 0 ? unexpected : []
  const [first] = [...lacking, ...stray]
  if (first === undefined) return undefined
  const parts = [
    ...(lacking.length > 0 ? [`missing: ${formatNames(lacking)}`] : []),
    ...(stray.length > 0 ? [`unexpected: ${formatNames(stray)}`] : []),
  ]
  return new TensorError(parts.join('; '), { tensor: first, missing, unexpected })
}

function copyElements(target: Float32Array, offset: number, data: StateTensor['data']): void {
  for (let i = 0; i < data.length; i++) target[offset + i] = Number(data[i])
}
