import { epilogueNone, opAdd } from '../../../kernels/operations.ts'
import { type Compilation, elementwiseFlops } from './compilation.ts'
import type { Tensor } from './layout.ts'
import { perTile } from './programWriter.ts'

/** Values of a batch and what they move by as the weights move along a direction; inputs do not move. */
export interface Dual {
  readonly value: Tensor
  readonly tangent?: Tensor
}

/** A gradient on its way back, and what it moves by. Nobody writes into either. */
export interface DualGradient {
  readonly gradient: Tensor
  readonly tangent: Tensor
}

/** A compiled stretch of layers: what it puts out, and how its gradients are written. */
export interface DualBlock {
  readonly output: Dual
  /** Emits the way back; undefined where nothing before has parameters. */
  backward(arrived: DualGradient): DualGradient | undefined
}

/** All that the compiling of a Hessian-vector product shares. */
export interface DualCompilation {
  /** Its weights are the point, its gradients take what the tangent of the gradient and the values make. */
  readonly main: Compilation
  /** Its weights are the direction, its gradients take what the gradient and the tangents make. */
  readonly along: Compilation
  /** The frozen running statistics, flat, as numbers. */
  readonly buffers: Float32Array
}

/** A new tensor for every tile of the run. */
export function newTensor({ main }: DualCompilation, elements: number): Tensor {
  return main.tensor(elements, { trained: true, clamped: false })
}

/** Emits a + b into a new tensor; where only one is there, answers it. */
export function addTensors(compilation: DualCompilation, a: Tensor, b: Tensor | undefined): Tensor {
  if (!b) return a
  const sum = newTensor(compilation, a.elements)
  const words = [a, b, sum, a.elements, epilogueNone]
  compilation.main.emit({ code: opAdd, units: perTile, flops: elementwiseFlops(a.elements), words })
  return sum
}
