import type { TrainerRequest } from '../backends/backend.ts'

/** Decay of Adam's two means and its ε, PyTorch's defaults. */
const [firstDecay, secondDecay, epsilon] = [0.9, 0.999, 1e-8]

/** How to descend: step number from 1. */
export interface DescentStep {
  readonly optimizer: TrainerRequest['optimizer']
  readonly momentum: number
  readonly nesterov: boolean
  readonly learningRate: number
  readonly step: number
}

/**
 * One step of SGD with momentum or of Adam, PyTorch's, in place: `slots` are the momentum, or both moments. The trainers of the
 * backends do the same inside; this one serves gradients that are made outside of them.
 */
export function descend(
  weights: Float32Array,
  gradient: Float64Array,
  slots: readonly Float32Array[],
  step: DescentStep,
): void {
  if (step.optimizer === 'adam') descendByAdam(weights, gradient, slots, step)
  else descendBySgd(weights, gradient, slots[0] ?? new Float32Array(weights.length), step)
}

function descendBySgd(
  weights: Float32Array,
  gradient: Float64Array,
  slot: Float32Array,
  { momentum, nesterov, learningRate }: DescentStep,
): void {
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i] as number
    const speed = momentum * (slot[i] as number) + g
    slot[i] = speed
    weights[i] = (weights[i] as number) - learningRate * (nesterov ? g + momentum * speed : speed)
  }
}

function descendByAdam(
  weights: Float32Array,
  gradient: Float64Array,
  [means, squares]: readonly Float32Array[],
  { learningRate, step }: DescentStep,
): void {
  if (!means || !squares) return
  const [first, second] = [1 - firstDecay ** step, 1 - secondDecay ** step]
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i] as number
    const mean = firstDecay * (means[i] as number) + (1 - firstDecay) * g
    const square = secondDecay * (squares[i] as number) + (1 - secondDecay) * g * g
    means[i] = mean
    squares[i] = square
    const size = Math.sqrt(square / second) + epsilon
    weights[i] = (weights[i] as number) - (learningRate * mean) / first / size
  }
}
