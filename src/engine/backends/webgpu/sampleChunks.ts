import type { SplitName } from '../../../core/data/dataset.ts'
import { uniformWords } from './compiledNetwork.ts'
import type { DataBlock, GpuData } from './gpuData.ts'
import { blockSamples } from './kernels/chunkKernels.ts'
import { chunkWords } from './kernels/kernelHeader.ts'

/** A stretch of a split's samples inside one data block. */
export interface SampleChunk {
  readonly split: SplitName
  readonly block: DataBlock
  /** First sample, counted in its block; a multiple of 4. */
  readonly start: number
  readonly samples: number
  /** Where its blocks of sums start among those of a point. */
  readonly firstBlock: number
  /** Whether the running statistics start with it. */
  readonly isFirst: boolean
}

/** Cuts splits into chunks of at most `most` samples, a multiple of 128 unless all fit. */
export function cutSamples(data: GpuData, splits: readonly SplitName[], most: number): SampleChunk[] {
  const chunks: SampleChunk[] = []
  let firstBlock = 0
  for (const split of splits) {
    for (const block of data.blocks[split]) {
      for (let start = 0; start < block.count; start += most) {
        const samples = Math.min(most, block.count - start)
        chunks.push({ split, block, start, samples, firstBlock, isFirst: chunks.length === 0 })
        firstBlock += countBlocks(samples)
      }
    }
  }
  return chunks
}

/** Blocks of sums of one chunk. */
export function countBlocks(samples: number): number {
  return Math.ceil(samples / blockSamples)
}

/** What the uniforms `Chunk` hold besides the chunk itself. */
export interface ChunkSurroundings {
  /** Elements of one point's parameters. */
  readonly stride: number
  readonly basis: number
  readonly buffers: number
  readonly bufferCount: number
  /** Samples of all chunks: what the running statistics average over. */
  readonly total: number
  /** Blocks of sums of one point. */
  readonly blocks: number
}

/** Writes the uniforms of chunks, one after another. */
export function writeChunks(
  chunks: readonly SampleChunk[],
  surroundings: ChunkSurroundings,
): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(chunks.length * uniformWords)
  chunks.forEach(({ block, start, samples, firstBlock, isFirst }, index) => {
    const values: Readonly<Record<(typeof chunkWords)[number], number>> = {
      ...surroundings,
      columns: Math.ceil(samples / 4),
      samples,
      dataColumn: start / 4,
      dataStride: block.columns,
      first: isFirst ? 1 : 0,
      firstBlock,
    }
    words.set(
      chunkWords.map((word) => values[word]),
      index * uniformWords,
    )
  })
  return words
}
