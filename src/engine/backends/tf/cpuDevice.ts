import * as tf from '@tensorflow/tfjs-core'
import { registerCpuKernels } from './cpuKernels/registerCpuKernels.ts'
import type { Device } from './device.ts'
import { translateError } from './deviceErrors.ts'
import { makeCurrent } from './makeCurrent.ts'

/** Opens tfjs's plain JavaScript engine, with our own kernels where tfjs's are slow or hide a NaN. */
export async function openCpuDevice(): Promise<Device> {
  tf.enableProdMode()
  await import('@tensorflow/tfjs-backend-cpu')
  registerCpuKernels()
  await tf.engine().setBackend('cpu')
  return {
    name: 'tf-cpu',
    adapter: '',
    gathersReads: false,
    flopsPerBreath: 2e7,
    run(work) {
      makeCurrent('cpu')
      try {
        return tf.tidy(work)
      } catch (error) {
        throw translateError(error)
      }
    },
    // Synchronous inside, and not awaited a task later: on the CPU values are there as soon as they are computed.
    read: async (tensors) => tensors.map((tensor) => tensor.dataSync() as Float32Array),
    dispose() {},
  }
}
