import * as tf from '@tensorflow/tfjs-core'
import type { SplitData } from '../../../core/data/dataset.ts'
import type { Network } from '../../../core/networks/network.ts'
import type { StoredWeights } from '../../../protocol/training.ts'
import type { JobControl } from '../backend.ts'
import { openCpuDevice } from './cpuDevice.ts'
import { free } from './device.ts'
import { runForward } from './forward.ts'
import type { NormalizeBy } from './pass.ts'
import { uploadData } from './sessionData.ts'
import { sliceSlots } from './slots.ts'

/** The class that a network gives each row of a split, under its stored statistics; on the CPU in plain JavaScript. */
export async function predictClasses(
  network: Network,
  { weights, buffers }: Pick<StoredWeights, 'weights' | 'buffers'>,
  split: SplitData,
  control: JobControl,
): Promise<Int32Array> {
  const device = await openCpuDevice()
  const { input: inputShape } = network.architecture
  const data = uploadData(device, { inputShape, classCount: network.classCount, train: split, test: split })
  const parameters = device.run(() => sliceSlots(tf.tensor1d(weights.slice()), network.parameters))
  const running = device.run(() => tf.tensor1d(buffers.slice()))
  const normalizeBy: NormalizeBy = {
    statistics: 'running',
    ...(network.bufferCount > 0 && { buffers: running }),
  }
  const predicted = new Int32Array(split.count)
  const size = Math.max(1, Math.floor(device.flopsPerBreath / Math.max(1, network.forwardFlops)))
  try {
    for (let start = 0; start < split.count; start += size) {
      await control.breathe()
      const classes = device.run(() => {
        const { inputs } = data.slice('train', start, size)
        return tf.argMax(runForward(network, { parameters, inputs, normalizeBy }).logits, 1)
      })
      predicted.set(await classes.data(), start)
      free([classes])
    }
  } finally {
    free([...parameters, running])
    data.dispose()
  }
  return predicted
}
