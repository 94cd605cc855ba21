import { tileSamples } from '../../../kernels/operations.ts'

/** Values of a batch in tiles: `address` of the first tile, bytes from one tile to the next, elements of one sample. */
export interface Tensor {
  readonly address: number
  readonly stride: number
  readonly elements: number
  /** Some parameter lies before it, so that a gradient must come back. */
  readonly trained: boolean
  /** The values come out of a fused ReLU: their gradient is zero where they are not above zero. */
  readonly clamped: boolean
}

/** Stands for the run's input, whose tiles move: an operation reads its address from the context. */
export const runInput = 0

/** Bytes of one element in a tile: 16 float32. */
export const elementBytes = 4 * tileSamples

/**
 * Distance between tiles: an odd number of cache lines, so that the same channel of neighbouring tiles does not fall
 * into the same set of the first cache.
 */
export function tileStride(elements: number): number {
  return elementBytes * (elements + 1 - (elements % 2))
}

/** Hands out addresses of one block from its start on, and remembers what is to be written there. */
export class Layout {
  readonly base: number
  readonly constants: { readonly address: number; readonly values: Int32Array | Float32Array }[] = []
  private end: number
  private readonly spare = new Map<number, number[]>()

  constructor(base: number) {
    this.base = base
    this.end = base
  }

  get byteLength(): number {
    return this.end - this.base
  }

  /** Address of so many bytes, a multiple of 64. */
  take(bytes: number): number {
    const address = this.end
    this.end += Math.ceil(bytes / 64) * 64
    return address
  }

  /** Address of numbers that are written when the block is set up. */
  place(values: Int32Array | Float32Array): number {
    const address = this.take(values.byteLength)
    this.constants.push({ address, values })
    return address
  }

  /** A tensor for `tiles` tiles, where one that was given back has stood if any fits. */
  tensor(elements: number, tiles: number, traits: { trained: boolean; clamped: boolean }): Tensor {
    const stride = tileStride(elements)
    const address = this.spare.get(stride * tiles)?.pop() ?? this.take(stride * tiles)
    return { address, stride, elements, ...traits }
  }

  /** Lets later tensors stand where this one stands. */
  release(tensor: Tensor, tiles: number): void {
    if (tensor.address === runInput) return
    const bytes = tensor.stride * tiles
    const list = this.spare.get(bytes) ?? []
    list.push(tensor.address)
    this.spare.set(bytes, list)
  }
}
