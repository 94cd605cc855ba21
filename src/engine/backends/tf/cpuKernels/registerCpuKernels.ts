import * as tf from '@tensorflow/tfjs-core'
import { binaryKernels } from './binary.ts'
import { convolutionKernels } from './convolution.ts'
import type { CpuKernel } from './kernelCall.ts'
import { matMulKernel } from './matMul.ts'
import { gatherKernel, transposeKernel } from './move.ts'
import { poolingKernels } from './pooling.ts'
import { sumKernel } from './sum.ts'

/**
 * tfjs's CPU kernels are meant as a reference, not for use: a broadcast or a transpose computes every element's
 * coordinates in fresh arrays, gradients of convolutions look up every operand by them, and max-pooling drops a NaN.
 * These take their places where that costs most. Sums are accumulated in float64, in a fixed order.
 */
export const cpuKernels: readonly CpuKernel[] = [
  ...binaryKernels,
  ...convolutionKernels,
  ...poolingKernels,
  matMulKernel,
  sumKernel,
  transposeKernel,
  gatherKernel,
]

let registered = false

/** Puts our kernels in place of tfjs's, once; its CPU engine must be loaded. They serve every user of it in this thread. */
export function registerCpuKernels(): void {
  if (registered) return
  registered = true
  for (const { kernelName, compute } of cpuKernels) {
    const original = tf.getKernel(kernelName, 'cpu').kernelFunc
    tf.unregisterKernel(kernelName, 'cpu')
    tf.registerKernel({ kernelName, backendName: 'cpu', kernelFunc: (call) => compute(call, original) })
  }
}
