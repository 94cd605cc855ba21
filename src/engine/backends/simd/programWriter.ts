import { operationWords } from '../../../kernels/operations.ts'
import type { Tensor } from './layout.ts'

const bits = new DataView(new ArrayBuffer(4))

/** The 32 bits of a float32, as the integer word an operation carries. */
export function floatBits(value: number): number {
  bits.setFloat32(0, value)
  return bits.getInt32(0)
}

/** What an operation does and costs; `perTile` means one unit a tile. */
export interface Operation {
  readonly code: number
  readonly units: number
  /** Floating-point operations of one unit. */
  readonly flops: number
  /** Words from the fourth on; a tensor takes two. */
  readonly words: readonly (number | Tensor)[]
}

/** One unit for each tile of the run. */
export const perTile = -1

/** Collects a program's words. */
export class ProgramWriter {
  private readonly words: number[] = []

  get operationCount(): number {
    return this.words.length / operationWords
  }

  emit(operation: Operation): void {
    const row = [operation.code, operation.units, floatBits(Math.max(operation.flops, 64))]
    for (const word of operation.words) {
      if (typeof word === 'number') row.push(word)
      else row.push(word.address, word.stride)
    }
    while (row.length < operationWords) row.push(0)
    this.words.push(...row)
  }

  /** The words as they lie in memory. */
  finish(): Int32Array {
    return new Int32Array(this.words)
  }
}

/** The two words of an absent tensor. */
export const noTensor: readonly number[] = [-1, 0]
