import type { Tensor, TensorContainer } from '@tensorflow/tfjs-core'
import type { BackendName } from '../../../protocol/problem.ts'

/**
 * Where tensors live. tfjs has one current engine for the whole thread, so whatever makes tensors goes through `run`,
 * which makes this device's engine current first and cannot be interrupted; between two `run`s, at any `await`, another
 * device may have its turn. So several backends live side by side in one thread and never mix their tensors.
 */
export interface Device {
  readonly name: BackendName
  /** Name of the graphics adapter, empty on the CPU. */
  readonly adapter: string
  /** Whether reading back stalls the work, so that results are gathered before they are read. */
  readonly gathersReads: boolean
  /** Floating-point operations that fit into about 50 ms, the longest stretch between two breaths. */
  readonly flopsPerBreath: number
  /** Calls `work` and frees every tensor that it made and does not return. @throws EngineError `device-lost` */
  run<T extends TensorContainer>(work: () => T): T
  /** Values of tensors, without blocking the thread. @throws EngineError `device-lost`, `out-of-memory` */
  read(tensors: readonly Tensor[]): Promise<Float32Array[]>
  dispose(): void
}

/** Frees tensors; which device they live on does not matter. */
export function free(tensors: Iterable<Tensor>): void {
  for (const tensor of tensors) tensor.dispose()
}
