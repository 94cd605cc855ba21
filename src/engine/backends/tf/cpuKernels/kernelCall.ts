import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'

/** What tfjs hands to a kernel. */
export type KernelCall = Parameters<tf.KernelFunc>[0]

/** A kernel of the CPU engine. It may pass a call that it has no fast way for to `original`, tfjs's own. */
export interface CpuKernel {
  readonly kernelName: string
  compute(call: KernelCall, original: tf.KernelFunc): tf.TensorInfo | tf.TensorInfo[]
}

/** An input of a call. */
export function inputOf(call: KernelCall, name: string): tf.TensorInfo {
  const input = call.inputs[name]
  if (!input) throw new Error(`missing kernel input: ${name}`)
  return input
}

/** The numbers of a float32 tensor. */
export function floatsOf(call: KernelCall, info: tf.TensorInfo): Float32Array {
  return (call.backend as MathBackendCPU).data.get(info.dataId).values as Float32Array
}

/** The numbers of an int32 tensor. */
export function integersOf(call: KernelCall, info: tf.TensorInfo): Int32Array {
  return (call.backend as MathBackendCPU).data.get(info.dataId).values as Int32Array
}

/** Hands a result to the engine, which takes the array over. */
export function makeResult(
  call: KernelCall,
  shape: readonly number[],
  values: Float32Array | Int32Array,
): tf.TensorInfo {
  const dtype = values instanceof Int32Array ? 'int32' : 'float32'
  return (call.backend as MathBackendCPU).makeTensorInfo([...shape], dtype, values)
}

/** Product of a shape's sides. */
export function sizeOf(shape: readonly number[]): number {
  return tf.util.sizeFromShape([...shape])
}
