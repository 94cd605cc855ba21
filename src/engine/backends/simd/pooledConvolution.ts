import type { Conv2dLayer } from '../../../core/networks/architecture.ts'
import type { PlannedLayer } from '../../../core/networks/network.ts'
import { opMaxPool, opPooledGradient } from '../../../kernels/operations.ts'
import {
  type Block,
  type Compilation,
  countElements,
  elementwiseFlops,
  type Gradient,
  weightAndBias,
} from './compilation.ts'
import { elementBytes, type Tensor, tileStride } from './layout.ts'
import { emitLinearMap } from './linearMaps.ts'
import { poolSizes } from './plainLayers.ts'
import { noTensor, perTile } from './programWriter.ts'

/** Outputs of the convolution for each of the pool, below which visiting only those that get a gradient does not pay. */
const leastSparsity = 2

/** Most vectors that a block of the kernel keeps in registers. */
const mostVectors = 10

/** A convolution whose gradients are computed from those behind its max pool. */
export interface PooledConvolution {
  readonly map: PlannedLayer
  readonly pool: PlannedLayer
  /** With a ReLU before or behind the pool, which is the same. */
  readonly clamped: boolean
  /** Layers that these are. */
  readonly used: number
}

/**
 * The convolution at the head of a list of layers with its max pool, where visiting only those outputs that get a gradient pays;
 * undefined where there is none.
 */
export function findPooledConvolution([map, second, third]: readonly PlannedLayer[]):
  | PooledConvolution
  | undefined {
  const early = second?.layer.type === 'relu'
  const pool = early ? third : second
  if (map?.layer.type !== 'conv2d' || pool?.layer.type !== 'maxpool') return undefined
  const { groups = 1, dilation = 1 } = map.layer
  const sparse = countElements(map.outShape) >= leastSparsity * countElements(pool.outShape)
  if (groups > 1 || dilation > 1 || !sparse) return undefined
  const clamped = early || third?.layer.type === 'relu'
  return { map, pool, clamped, used: clamped ? 3 : 2 }
}

/** Compiles a convolution, its ReLU when `clamped`, and its max pool, for training. */
export function compilePooledConvolution(
  compilation: Compilation,
  { map, pool, clamped }: PooledConvolution,
  input: Tensor,
): Block {
  const shape = shapeOf(map, pool, input.trained)
  const inner = emitLinearMap(compilation, map, input, { clamped })
  const elements = countElements(pool.outShape)
  const output = compilation.tensor(elements, { trained: true, clamped })
  const places = compilation.tensor(elements, { trained: false, clamped: false })
  const steps = [shape.stride * shape.pitch, shape.stride * shape.pixelFloats * 4]
  compilation.emit({
    code: opMaxPool,
    units: perTile,
    flops: elementwiseFlops(inner.elements),
    words: [inner, output, ...poolSizes(pool), places, ...steps],
  })
  compilation.release(inner)
  return {
    output,
    backward(gradient) {
      const arrived = compilation.unmask(gradient, output)
      return emitGradients(compilation, map, { shape, input, arrived, places })
    },
  }
}

/** A convolution as the kernel sees it, with four samples laid out channels last inside their border. */
interface PooledShape {
  readonly channels: number
  readonly height: number
  readonly width: number
  readonly rows: number
  readonly pixels: number
  readonly kernel: number
  readonly stride: number
  readonly padding: number
  /** Floats from one pixel to the next, and bytes from one row to the next. */
  readonly pixelFloats: number
  readonly pitch: number
  readonly vectors: number
  readonly blocks: number
}

function shapeOf(map: PlannedLayer, pool: PlannedLayer, trained: boolean): PooledShape {
  const { kernel, stride = 1, padding = 0 } = map.layer as Conv2dLayer
  const [channels = 1, height = 1, width = 1] = map.inShape
  const [rows = 1, ...sides] = pool.outShape
  // Whole vectors lie on a grid of their own, so that what was just stored can be loaded again at once.
  const pixelFloats = trained || channels > 3 ? 4 * Math.ceil(channels / 4) : channels
  const needed = Math.ceil((kernel * pixelFloats) / 4)
  const blocks = Math.ceil(needed / mostVectors)
  return {
    channels,
    height,
    width,
    rows,
    pixels: countElements(sides),
    kernel,
    stride,
    padding,
    pixelFloats,
    pitch: (width + 2 * padding) * pixelFloats * 4,
    vectors: 2 * Math.ceil(needed / blocks / 2),
    blocks,
  }
}

function emitGradients(
  compilation: Compilation,
  map: PlannedLayer,
  at: {
    readonly shape: PooledShape
    readonly input: Tensor
    readonly arrived: Tensor
    readonly places: Tensor
  },
): Gradient | undefined {
  const { shape, input, arrived, places } = at
  const { weight, bias } = weightAndBias(map)
  const back = input.trained
    ? compilation.tensor(input.elements, { trained: true, clamped: false })
    : undefined
  const addresses = [
    compilation.weightAddress(weight),
    compilation.gradientAddress(weight),
    bias ? compilation.gradientAddress(bias) : 0,
  ]
  const { rows, channels, pixels, height, width, kernel, padding, pixelFloats } = shape
  const sizes = [rows, channels, pixels, height, width, kernel, padding, pixelFloats]
  const details = placeDetails(compilation, shape, input.trained)
  const masked = back ? [back, input.clamped ? 1 : 0] : [...noTensor, 0]
  compilation.emit({
    code: opPooledGradient,
    ...unitsOfTile(shape, input.trained),
    words: [input, arrived, places, ...masked, ...addresses, details, ...sizes],
  })
  compilation.release(arrived)
  return back && { tensor: back, masked: input.clamped }
}

/** Operations of one unit at most, some milliseconds' worth; a unit has four samples at least. */
const mostUnitFlops = 1e8

function unitsOfTile(shape: PooledShape, both: boolean): { readonly units: number; readonly flops: number } {
  const { rows, pixels, kernel, vectors, blocks } = shape
  const flops = rows * pixels * kernel * vectors * blocks * 8 * 16 * (both ? 2 : 1)
  const parts = [1, 2, 4].find((count) => flops <= count * mostUnitFlops) ?? 4
  return { units: -parts, flops: flops / parts }
}

/** Places the kernel's table of sizes and its own memory; see `pooledVectors` and what follows it. */
function placeDetails({ layout }: Compilation, shape: PooledShape, both: boolean): number {
  const { rows, pixels, kernel, vectors, blocks, pitch } = shape
  const runBytes = 16 * vectors * blocks
  // The last kernel row of the last pixel reads as far as whole blocks go.
  const backBytes = (shape.height + 2 * shape.padding) * pitch + runBytes
  const sampleBytes = oddLines(backBytes)
  const packedBytes = rows * kernel * runBytes
  return layout.place(
    Int32Array.of(
      vectors,
      blocks,
      pitch,
      sampleBytes,
      16 * Math.ceil(backBytes / 16),
      layout.take(4 * sampleBytes),
      both ? layout.take(4 * sampleBytes) : 0,
      layout.take(4 * rows * pixels * 8),
      layout.take(16 * rows),
      both ? layout.take(packedBytes) : 0,
      layout.take(packedBytes),
      layout.take(8 * rows),
    ),
  )
}

// As tiles lie: an odd number of cache lines apart.
function oddLines(bytes: number): number {
  return tileStride(Math.ceil(bytes / elementBytes))
}
