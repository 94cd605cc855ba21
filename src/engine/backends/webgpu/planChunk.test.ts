import { describe, expect, test } from 'vitest'
import { planNetwork } from '../../../core/networks/planNetwork.ts'
import type { GpuLimits } from './bufferRegistry.ts'
import { compileNetwork } from './compiledNetwork.ts'
import type { GpuData } from './gpuData.ts'
import { planChunk } from './planChunk.ts'
import { cutSamples } from './sampleChunks.ts'

const compiled = compileNetwork(
  planNetwork({
    input: [64],
    layers: [{ type: 'linear', out: 32 }, { type: 'relu' }, { type: 'linear', out: 10 }],
  }),
)
const limits = { maxStorageBufferBindingSize: 2 ** 27 } as GpuLimits
const needs = { points: 441, running: 1797, batch: 0, largestSplit: 1437 }

describe('points and samples of a chunk', () => {
  test('are what takes about 30 ms', () => {
    const pointCost = 1797 * compiled.running.cost
    const plan = planChunk(compiled, needs, { limits, pace: { costPerMs: pointCost / 6 } })
    expect(plan).toEqual({ points: 5, samples: 1437 })
  })

  test('are whole batches of 128 where a single point takes longer', () => {
    const pointCost = 1797 * compiled.running.cost
    const plan = planChunk(compiled, needs, { limits, pace: { costPerMs: pointCost / 200 } })
    expect(plan).toEqual({ points: 1, samples: 256 })
    const slow = planChunk(compiled, needs, { limits, pace: { costPerMs: 1 } })
    expect(slow).toEqual({ points: 1, samples: 128 })
  })

  test('fit into a binding and into the budget', () => {
    const { points, samples } = planChunk(compiled, needs, { limits, pace: { costPerMs: 1e12 } })
    expect(points).toBe(441)
    expect(points * samples * 32 * 4).toBeLessThanOrEqual(2 ** 27)
    const tight = { maxStorageBufferBindingSize: 2 ** 22 } as GpuLimits
    const plan = planChunk(compiled, needs, { limits: tight, pace: { costPerMs: 1e12 } })
    expect(plan.points * Math.ceil(plan.samples / 4) * 4 * 32 * 4).toBeLessThanOrEqual(2 ** 22)
  })

  test('are refused where one batch is too much', () => {
    const tiny = { maxStorageBufferBindingSize: 2 ** 10 } as GpuLimits
    expect(() => planChunk(compiled, needs, { limits: tiny, pace: { costPerMs: 1 } })).toThrow(
      expect.objectContaining({ code: 'out-of-memory' }),
    )
  })
})

test('samples are cut inside data blocks, and sums of 128 numbered through', () => {
  const block = (index: number, count: number) => ({ index, count, columns: Math.ceil(count / 4) })
  const data = {
    blocks: { train: [block(0, 512), block(1, 30)], test: [block(0, 300)] },
  } as unknown as GpuData
  const chunks = cutSamples(data, ['train', 'test'], 384)
  expect(chunks.map(({ split, start, samples, firstBlock }) => [split, start, samples, firstBlock])).toEqual([
    ['train', 0, 384, 0],
    ['train', 384, 128, 3],
    ['train', 0, 30, 4],
    ['test', 0, 300, 5],
  ])
})
