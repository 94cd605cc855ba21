import * as tf from '@tensorflow/tfjs-core'
import type { Network } from '../../../core/networks/network.ts'
import type { JobControl } from '../backend.ts'
import { type Device, free } from './device.ts'
import { runForward } from './forward.ts'
import type { SessionData } from './sessionData.ts'

/** Batch size of the pass that recomputes running statistics, as in the official code. */
const passBatchSize = 128

/**
 * Running statistics of a network by one pass over train in batches of 128, in order, batch norm in training mode and
 * dropout off: averages of batch means and of unbiased batch variances, weighted by samples. That is what momentum
 * b / (n + b) comes to (official `utils.update_bn`). The tensor belongs to the caller.
 *
 * @throws EngineError `invalid-request` for a batch in which a channel has a single value
 */
export async function recomputeBuffers(
  compute: { readonly device: Device; readonly network: Network; readonly data: SessionData },
  parameters: readonly tf.Tensor[],
  control: JobControl,
): Promise<tf.Tensor1D> {
  const { device, network, data } = compute
  const count = data.count('train')
  const statistics: tf.Tensor1D[] = []
  const shares: number[] = []
  try {
    for (let start = 0; start < count; start += passBatchSize) {
      await control.breathe()
      const size = Math.min(passBatchSize, count - start)
      shares.push(size / count)
      statistics.push(
        device.run(() => {
          const { inputs } = data.slice('train', start, size)
          const output = runForward(network, { parameters, inputs, normalizeBy: { statistics: 'batch' } })
          return output.batchStatistics as tf.Tensor1D
        }),
      )
    }
    return device.run(() => {
      const weighted = tf.matMul(tf.tensor2d(shares, [1, shares.length]), tf.stack(statistics) as tf.Tensor2D)
      return tf.reshape(weighted, [network.bufferCount])
    })
  } finally {
    free(statistics)
  }
}
