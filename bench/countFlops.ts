import type { Dataset } from '../src/core/data/dataset.ts'
import type { Network, PlannedLayer } from '../src/core/networks/network.ts'
import { countValidTaps } from '../src/core/networks/slideWindow.ts'
import { paysToShare } from '../src/engine/backends/simd/sharing.ts'

const product = (sides: readonly number[]) => sides.reduce((result, side) => result * side, 1)

/** Multiply-adds times two of one sample in one layer, valid taps only. */
export function layerFlops({ layer, inShape, outShape }: PlannedLayer): number {
  if (layer.type === 'linear') return 2 * product(inShape) * layer.out
  if (layer.type !== 'conv2d') return 0
  const { kernel, stride = 1, padding = 0, dilation = 1, groups = 1 } = layer
  const [channels = 1, height = 1, width = 1] = inShape
  const window = { kernel, stride, padding, dilation }
  return (
    (2 * (outShape[0] ?? 1) * channels * countValidTaps(height, window) * countValidTaps(width, window)) /
    groups
  )
}

/** Operations of a training step of so many samples: forward, and backward twice but for the first layer's inputs. */
export function stepFlops({ layers, forwardFlops }: Network, samples: number): number {
  const first = layers.map(layerFlops).find((flops) => flops > 0) ?? 0
  return samples * (3 * forwardFlops - first)
}

/** What pointsFlops counts: points on train and test, with the sharing of `simd` or as if each stood alone. */
interface CountedPoints {
  readonly points: number
  readonly shares: boolean
}

/** Vectors that a profile or a plane combines. */
const basisSize = 3

/**
 * Operations that evaluating so many points takes, batch norm recomputed. A shared first layer counts once per basis vector,
 * and one multiply-add per basis vector for every output.
 */
export function pointsFlops(network: Network, data: Dataset, { points, shares }: CountedPoints): number {
  const { layers, forwardFlops } = network
  const samples = data.train.count + data.test.count
  const lastNorm = layers.findLastIndex(({ layer }) => layer.type === 'batchnorm')
  const recomputing = layers.slice(0, lastNorm + 1).reduce((sum, layer) => sum + layerFlops(layer), 0)
  const whole = points * (samples * forwardFlops + data.train.count * recomputing)
  const first = layers.find((layer) => layerFlops(layer) > 0)
  if (!shares || !first || !paysToShare(network, data, { points, basisSize })) return whole
  const saved = layerFlops(first) - 2 * basisSize * product(first.outShape)
  return whole - points * samples * saved + basisSize * samples * layerFlops(first)
}
