import type { TensorSlot } from '../networks/network.ts'

/** How long a random direction is: each filter as long as the network's, each layer, or as it was drawn. */
export type DirectionScaling = 'filter' | 'layer' | 'none'

/** How a direction is fitted to a network. */
export interface DirectionOptions {
  readonly scaling: DirectionScaling
  /** Sets biases, and scale and shift of batch norm, to 0 (`ignore=biasbn` in Li and others' code). */
  readonly ignoresBiasAndNorm: boolean
}

/**
 * Scales a direction, in place, to the lengths of a network's weights (Li and others 2018, section 4; their
 * `net_plotter.py`): with `filter` each row of a weight tensor, the weights of one output unit, with `layer` each tensor.
 * As there, a tensor of one dimension, a bias or batch norm's, is a copy of the network's own where it is not left out.
 */
export function scaleDirection(
  direction: Float64Array,
  weights: Float32Array,
  slots: readonly TensorSlot[],
  { scaling, ignoresBiasAndNorm }: DirectionOptions,
): Float64Array {
  for (const { kind, offset, size, shape } of slots) {
    const end = offset + size
    if (kind !== 'weight') {
      if (ignoresBiasAndNorm) direction.fill(0, offset, end)
      else if (scaling !== 'none') direction.set(weights.subarray(offset, end), offset)
    } else if (scaling !== 'none') {
      const length = scaling === 'layer' ? size : size / (shape[0] ?? 1)
      for (let start = offset; start < end; start += length) {
        matchLength(direction.subarray(start, start + length), weights.subarray(start, start + length))
      }
    }
  }
  return direction
}

/** Makes one stretch as long as the other; a stretch of zeros stays. */
function matchLength(direction: Float64Array, weights: Float32Array): void {
  const length = norm(direction)
  if (length === 0) return
  const factor = norm(weights) / length
  for (let i = 0; i < direction.length; i++) direction[i] = factor * (direction[i] as number)
}

function norm(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) ** 2
  return Math.sqrt(sum)
}
