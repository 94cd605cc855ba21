import type { Network, TensorSlot } from '../networks/network.ts'
import { isBatchCounter, isRunningStatistic, type TensorShape } from '../networks/stateTensor.ts'

/** Whether tensors are one vector, as which all parameters of a network may be saved, in the order of `parameters()`. */
export function isFlatVector(tensors: readonly TensorShape[]): boolean {
  return tensors.length === 1 && tensors[0]?.shape.length === 1
}

/**
 * The tensors that a flat vector of a network's parameters stands for, each made by `cut`; all other tensors as they are.
 * A vector has no running statistics.
 */
export function cutFlatVector<T extends TensorShape>(
  network: Network,
  tensors: readonly T[],
  cut: (vector: T, slot: TensorSlot) => T,
): readonly T[] {
  const [vector] = tensors
  if (!vector || !isFlatVector(tensors) || vector.shape[0] !== network.parameterCount) return tensors
  return network.parameters.map((slot) => cut(vector, slot))
}

/** Number of parameters that tensors hold, running statistics aside. */
export function countParameters(tensors: readonly TensorShape[]): number {
  const parameters = tensors.filter(({ name }) => !isRunningStatistic(name) && !isBatchCounter(name))
  return parameters.reduce((sum, { shape }) => sum + shape.reduce((size, side) => size * side, 1), 0)
}
