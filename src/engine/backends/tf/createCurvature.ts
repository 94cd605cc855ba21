import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import type { Curvature, CurvatureRequest } from '../backend.ts'
import { toProbabilities } from './crossEntropy.ts'
import { free } from './device.ts'
import { type Compute, chooseSliceSize } from './evaluatePoints.ts'
import { runTangent } from './runTangent.ts'
import { joinSlots, sliceSlots } from './slots.ts'

/** A product costs about nine forward passes. */
const passesPerProduct = 9

/**
 * The Hessian at one point: what the nll moves by along a direction, Σ (p − y)·(move of the logits), is written out forward and then
 * differentiated, which is exact. @throws EngineError `out-of-memory`, `device-lost`
 */
export function createCurvature(compute: Compute, request: CurvatureRequest): Curvature {
  const { device, network, data } = compute
  const { rows } = request
  const upload = (values: Float32Array) => tf.tensor1d(values.slice())
  const parameters = device.run(() => sliceSlots(upload(request.weights), network.parameters))
  const buffers = device.run(() =>
    network.bufferCount === 0 ? [] : sliceSlots(upload(request.buffers), network.buffers),
  )
  const size = Math.max(1, Math.floor(chooseSliceSize(compute) / passesPerProduct))
  return {
    async multiply(direction, control) {
      const sum = new Float64Array(network.parameterCount)
      const moves = device.run(() => sliceSlots(upload(direction), network.parameters))
      try {
        for (let start = 0; start < rows.length; start += size) {
          await control.breathe()
          const product = device.run(() => {
            const { inputs, labels } = data.gather(rows.slice(start, start + size))
            const move = (...tensors: tf.Tensor[]): tf.Scalar => {
              const { logits, tangent } = runTangent(network, { parameters: tensors, moves, buffers, inputs })
              return tf.sum(tf.mul(tf.sub(toProbabilities(logits), labels.oneHot), tangent))
            }
            return joinSlots(tf.grads(move)([...parameters]))
          })
          const [read = new Float32Array()] = await device.read([product])
          free([product])
          for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (read[i] as number)
        }
      } finally {
        free(moves)
      }
      return sum.map((value) => value / rows.length)
    },
    dispose: () => free([...parameters, ...buffers]),
  }
}
