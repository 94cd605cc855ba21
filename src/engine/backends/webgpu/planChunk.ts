import { EngineError } from '../../../protocol/engineError.ts'
import type { CompiledNetwork } from './compiledNetwork.ts'
import { type GpuContext, workMs } from './gpuContext.ts'
import { batchSize } from './kernels/normalizeKernel.ts'

/** Bytes that activations and weights of one request may take. */
const memoryBudget = 2 ** 28

/** How much is computed at once. */
export interface ChunkPlan {
  readonly points: number
  /** Samples of a chunk, a multiple of 128 or all of a split: in the evaluation, and in the pass over batches. */
  readonly samples: number
}

/** What a plan is made for. */
export interface ChunkNeeds {
  /** Points that are left. */
  readonly points: number
  /** Samples that each point runs through the running program and through the batch program. */
  readonly running: number
  readonly batch: number
  /** Samples of the largest split in use. */
  readonly largestSplit: number
}

/**
 * Points and samples of the next chunk: as much as the device does in about 30 ms, within the memory budget and the
 * largest binding. Whole points where that is possible, else a part of the samples of one.
 *
 * @throws EngineError `out-of-memory` where 128 samples of one point are too much
 */
export function planChunk(
  compiled: CompiledNetwork,
  needs: ChunkNeeds,
  { pace, limits }: Pick<GpuContext, 'pace' | 'limits'>,
): ChunkPlan {
  const room = measureRoom(compiled, limits.maxStorageBufferBindingSize)
  const smallest = Math.min(batchSize, Math.ceil(needs.largestSplit / 4) * 4)
  if (room.samples < smallest || room.points < 1) {
    throw new EngineError('out-of-memory', 'webgpu: one batch of this network is more than the device takes')
  }
  const { running, batch } = compiled
  const cost = pace.costPerMs * workMs
  const pointCost = needs.running * running.cost + needs.batch * (batch?.cost ?? 0)
  const padded = Math.ceil(needs.largestSplit / 4) * 4
  const fits = Math.min(cost / pointCost, room.samples / padded, room.points, maxPoints, needs.points)
  const points = Math.max(1, Math.floor(fits))
  const sampleCost = Math.max(running.cost, batch?.cost ?? 0)
  const most = Math.min(room.samples / points, Math.max(smallest, cost / (points * sampleCost)))
  // A point that fits as a whole is not cut: two small chunks take longer than one that is a little late.
  if (padded <= Math.min(room.samples / points, 2 * most)) return { points, samples: needs.largestSplit }
  return { points, samples: Math.max(batchSize, Math.floor(most / batchSize) * batchSize) }
}

/** Workgroups along one dimension that every device has. */
const maxPoints = 65_535

/** Points × samples that memory allows, and points whose weights it allows. */
function measureRoom(compiled: CompiledNetwork, binding: number): { samples: number; points: number } {
  const { slotSizes, layout, network } = compiled
  const largest = 4 * Math.max(1, ...slotSizes)
  const all =
    4 *
    Math.max(
      1,
      slotSizes.reduce((sum, size) => sum + size, 0),
    )
  // Statistics are kept for each batch of 128.
  const statistics = (4 * network.bufferCount) / batchSize
  return {
    samples: Math.min(binding / Math.max(largest, statistics), memoryBudget / (all + statistics)),
    points: Math.floor(Math.min(binding, Math.max(memoryBudget, 4 * layout.size)) / (4 * layout.size)),
  }
}
