import type { SplitName } from '../../../core/data/dataset.ts'
import type { SplitValues } from '../../../protocol/evaluation.ts'
import type { JobControl } from '../backend.ts'
import { type CompiledNetwork, uniformWords } from './compiledNetwork.ts'
import { withErrorScopes } from './errorScopes.ts'
import type { GpuContext } from './gpuContext.ts'
import type { GpuData } from './gpuData.ts'
import type { PackedRequest } from './packRequest.ts'
import { type ChunkPlan, planChunk } from './planChunk.ts'
import { combinePoints, ensureBuffers, evaluateChunks, type Pass, recomputeStatistics } from './pointsRun.ts'
import { Runner } from './runner.ts'
import { countBlocks, cutSamples, writeChunks } from './sampleChunks.ts'
import type { Workspace } from './workspace.ts'

/** What evaluation computes with. */
export interface Compute {
  readonly context: GpuContext
  readonly compiled: CompiledNetwork
  readonly data: GpuData
  readonly places: GPUBuffer
}

type Values = Partial<Record<SplitName, SplitValues>>

/** Sums of a chunk of points that are on their way back. */
interface PendingSums {
  readonly start: number
  readonly points: number
  readonly pass: Pass
  readonly blocks: number
  readonly buffer: GPUBuffer
  readonly mapped: Promise<unknown>
}

/** See `Session.evaluate`. */
export async function evaluatePoints(
  compute: Compute,
  workspace: Workspace,
  options: { readonly request: PackedRequest; readonly control: JobControl },
): Promise<Values> {
  const { request, control } = options
  const total = request.coefficients.length / request.basisCount
  const values = createValues(compute.data, request.splits, total)
  const runner = new Runner(compute.context, control)
  const pending: PendingSums[] = []
  const collect = async (sums: PendingSums) => {
    await readSums(compute.context, sums, values)
    request.onPart?.(sums.start, sliceValues(values, sums.start, sums.start + sums.points))
  }
  await control.breathe()
  await uploadBasis(compute, workspace, request)
  for (let start = 0, turn = 0; start < total; turn++) {
    const plan = planNext(compute, request, total - start)
    const sums = await computeChunk(compute, workspace, { request, runner, start, plan, turn })
    start += plan.points
    pending.push(sums)
    if (pending.length > 1) await collect(pending.shift() as PendingSums)
  }
  for (const sums of pending) await collect(sums)
  return values
}

/** Uploads the basis. @throws EngineError `out-of-memory` */
export async function uploadBasis(
  { context }: Compute,
  workspace: Workspace,
  { basis }: Pick<PackedRequest, 'basis'>,
): Promise<void> {
  await withErrorScopes(context.device, () => {
    const buffer = workspace.ensure('basis', basis.byteLength)
    context.device.gpu.queue.writeBuffer(buffer, 0, basis)
  })
}

function planNext({ context, compiled, data }: Compute, request: PackedRequest, left: number): ChunkPlan {
  const running = request.splits.reduce((sum, split) => sum + data.counts[split], 0)
  const batch = request.recomputes ? data.counts.train : 0
  const largestSplit = Math.max(batch, ...request.splits.map((split) => data.counts[split]))
  return planChunk(compiled, { points: left, running, batch, largestSplit }, context)
}

interface ChunkOptions {
  readonly request: PackedRequest
  readonly runner: Runner
  readonly start: number
  readonly plan: ChunkPlan
  readonly turn: number
}

async function computeChunk(
  compute: Compute,
  workspace: Workspace,
  { request, runner, start, plan, turn }: ChunkOptions,
): Promise<PendingSums> {
  const { context, compiled, data, places } = compute
  const batchChunks = request.recomputes ? cutSamples(data, ['train'], plan.samples) : []
  const chunks = cutSamples(data, request.splits, plan.samples)
  const passes: [Pass, Pass] = [
    { chunks: batchChunks, firstUniform: 0 },
    { chunks, firstUniform: batchChunks.length },
  ]
  const blocks = chunks.reduce((sum, { samples }) => sum + countBlocks(samples), 0)
  const { points } = plan
  const read = `read${(turn % 2) as 0 | 1}` as const
  const buffer = await prepareChunk(compute, workspace, { request, start, points, passes, blocks, read })
  const run = { context, compiled, places, workspace, runner, points }
  await combinePoints(run)
  await recomputeStatistics(run, passes[0])
  await evaluateChunks(run, passes[1])
  runner.copy({ from: workspace.get('sums'), start: 0, to: buffer, bytes: points * blocks * 8 })
  await runner.submit()
  const mapped = context.device.trouble.settle(buffer.mapAsync(GPUMapMode.READ))
  // Told where it is waited for.
  mapped.catch(() => {})
  return { start, points, pass: passes[1], blocks, buffer, mapped }
}

/** Makes room for a chunk of points and uploads what is its own: coefficients and uniforms. */
export function prepareChunk(
  { context, compiled, data }: Compute,
  workspace: Workspace,
  options: {
    readonly request: Pick<PackedRequest, 'basisCount' | 'coefficients'>
    readonly start: number
    readonly points: number
    readonly passes: readonly [Pass, Pass]
    readonly blocks: number
    readonly read: 'read0' | 'read1'
  },
): Promise<GPUBuffer> {
  const { request, start, points, passes, blocks, read } = options
  const { layout } = compiled
  const basis = request.basisCount
  return withErrorScopes(context.device, () => {
    ensureBuffers(workspace, compiled, { points, basis, passes, blocks })
    const { queue } = context.device.gpu
    const row = request.coefficients.subarray(start * basis, (start + points) * basis)
    queue.writeBuffer(workspace.get('coefficients'), 0, row)
    const { size: stride, buffers, bufferCount } = layout
    const surroundings = { stride, basis, buffers, bufferCount, total: data.counts.train, blocks }
    passes.forEach(({ chunks, firstUniform }) => {
      const words = writeChunks(chunks, surroundings)
      queue.writeBuffer(workspace.get('chunks'), firstUniform * uniformWords * 4, words)
    })
    return workspace.ensure(read, points * blocks * 8)
  })
}

/** Adds a chunk's sums to the values, in float64. */
async function readSums(context: GpuContext, sums: PendingSums, values: Values): Promise<void> {
  const { start, points, pass, blocks, buffer, mapped } = sums
  await context.device.trouble.settle(mapped)
  const read = new Float32Array(buffer.getMappedRange(0, points * blocks * 8).slice(0))
  buffer.unmap()
  for (let point = 0; point < points; point++) {
    for (const { split, samples, firstBlock } of pass.chunks) {
      const target = values[split]
      if (!target) continue
      for (let block = 0; block < countBlocks(samples); block++) {
        const at = 2 * (point * blocks + firstBlock + block)
        target.nll[start + point] =
          (target.nll[start + point] as number) + (read[at] as number) / target.count
        target.correct[start + point] = (target.correct[start + point] as number) + (read[at + 1] as number)
      }
    }
  }
}

function createValues(data: GpuData, splits: readonly SplitName[], points: number): Values {
  const create = (split: SplitName): SplitValues => {
    return { nll: new Float64Array(points), correct: new Int32Array(points), count: data.counts[split] }
  }
  return Object.fromEntries(splits.map((split) => [split, create(split)]))
}

function sliceValues(values: Values, from: number, to: number): Values {
  return Object.fromEntries(
    Object.entries(values).map(([split, { nll, correct, count }]) => [
      split,
      { nll: nll.slice(from, to), correct: correct.slice(from, to), count },
    ]),
  )
}
