import type { Random } from '../random.ts'
import type { Network, TensorSlot } from './network.ts'

/** How weights begin: PyTorch's defaults, He et al. 2015 (normal, fan in, gain √2), or Glorot and Bengio 2010 (uniform). */
export type InitializerName = 'pytorch' | 'he' | 'glorot'

/**
 * Fresh flat weights. `pytorch`: weights and biases U(±1/√fan in), which is its kaiming uniform with a = √5; `he` and
 * `glorot`: biases 0. Batch norm begins with scale 1 and shift 0. Numbers are drawn in the order of the tensors.
 */
export function initializeWeights(
  network: Network,
  initializer: InitializerName,
  random: Random,
): Float32Array {
  const weights = new Float32Array(network.parameterCount)
  for (const slot of network.parameters) {
    const draw = createDraw(slot, initializer, random)
    for (let i = slot.offset; i < slot.offset + slot.size; i++) weights[i] = draw()
  }
  return weights
}

function createDraw(slot: TensorSlot, initializer: InitializerName, random: Random): () => number {
  if (slot.kind === 'scale') return () => 1
  if (slot.kind === 'shift') return () => 0
  if (initializer === 'pytorch') return createUniform(1 / Math.sqrt(slot.fanIn), random)
  if (slot.kind === 'bias') return () => 0
  if (initializer === 'glorot') return createUniform(Math.sqrt(6 / (slot.fanIn + slot.fanOut)), random)
  const deviation = Math.sqrt(2 / slot.fanIn)
  return () => deviation * random.normal()
}

function createUniform(bound: number, random: Random): () => number {
  return () => bound * (2 * random.next() - 1)
}
