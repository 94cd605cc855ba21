import type { Dataset } from '../src/core/data/dataset.ts'
import type { Conv2dLayer } from '../src/core/networks/architecture.ts'
import type { Network, PlannedLayer } from '../src/core/networks/network.ts'
import { countValidTaps } from '../src/core/networks/slideWindow.ts'
import {
  findPooledConvolution,
  type PooledConvolution,
} from '../src/engine/backends/simd/pooledConvolution.ts'
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

/**
 * Operations of a training step of so many samples: forward, and backward twice but for the first layer's inputs. With `sparse` a
 * convolution goes back from the outputs of its max pool alone, as in `simd`.
 */
export function stepFlops(
  { layers, forwardFlops }: Network,
  { samples, sparse }: { readonly samples: number; readonly sparse: boolean },
): number {
  const first = layers.findIndex((layer) => layerFlops(layer) > 0)
  const backward = layers.map((layer, i) => {
    const pooled = sparse && findPooledConvolution(layers.slice(i, i + 3))
    return (pooled ? pooledFlops(pooled) : layerFlops(layer)) * (i === first ? 1 : 2)
  })
  return samples * (forwardFlops + backward.reduce((sum, flops) => sum + flops, 0))
}

function pooledFlops({ map, pool }: PooledConvolution): number {
  const [channels = 1] = map.inShape
  const { kernel } = map.layer as Conv2dLayer
  return 2 * product(pool.outShape) * channels * kernel ** 2
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
