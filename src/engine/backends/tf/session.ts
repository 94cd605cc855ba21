import * as tf from '@tensorflow/tfjs-core'
import type { Dataset } from '../../../core/data/dataset.ts'
import type { Network } from '../../../core/networks/network.ts'
import type { Session } from '../backend.ts'
import { createCurvature } from './createCurvature.ts'
import { type Device, free } from './device.ts'
import { evaluatePoints } from './evaluatePoints.ts'
import { predictPoints } from './predictPoints.ts'
import { recomputeBuffers } from './recomputeBuffers.ts'
import { uploadData } from './sessionData.ts'
import { sliceSlots } from './slots.ts'
import { createTrainer } from './trainer.ts'

/** A network and its data on a device; see `Session`. @throws EngineError `out-of-memory`, `device-lost` */
export function createSession(device: Device, network: Network, dataset: Dataset): Session {
  const data = uploadData(device, dataset)
  const compute = { device, network, data }
  return {
    evaluate: (request, control) => evaluatePoints(compute, request, control),
    predict: (request, control) => predictPoints(compute, request, control),
    async recomputeBuffers(weights, control) {
      if (network.bufferCount === 0) return new Float32Array()
      const parameters = device.run(() => sliceSlots(tf.tensor1d(weights.slice()), network.parameters))
      try {
        const buffers = await recomputeBuffers(compute, parameters, control)
        const [read = new Float32Array()] = await device.read([buffers])
        free([buffers])
        return read.slice()
      } finally {
        free(parameters)
      }
    },
    createTrainer: async (request) => createTrainer(compute, request),
    createCurvature: async (request) => createCurvature(compute, request),
    dispose: () => data.dispose(),
  }
}
