import type { SplitName } from '../../../core/data/dataset.ts'
import type { PredictInputs } from '../../../protocol/prediction.ts'
import type { JobControl } from '../backend.ts'
import { withErrorScopes } from './errorScopes.ts'
import { type Compute, prepareChunk, uploadBasis } from './evaluatePoints.ts'
import { uploadRows } from './gpuData.ts'
import { batchSize } from './kernels/normalizeKernel.ts'
import type { PackedRequest } from './packRequest.ts'
import { planChunk } from './planChunk.ts'
import { combinePoints, type Pass, type PointsRun, predictChunk, recomputeStatistics } from './pointsRun.ts'
import { Runner } from './runner.ts'
import { cutSamples, type SampleChunk } from './sampleChunks.ts'
import type { Workspace } from './workspace.ts'

/** Bytes that are read back at once. */
const readBytes = 2 ** 24

interface PredictOptions {
  readonly request: PackedRequest
  readonly inputs: PredictInputs
  readonly control: JobControl
}

/** See `Session.predict`. */
export async function predictPoints(
  compute: Compute,
  workspace: Workspace,
  options: PredictOptions,
): Promise<Float32Array> {
  const { inputs } = options
  const { context, compiled, data } = compute
  await options.control.breathe()
  await context.pipelines.prepare([compiled.softmax.code])
  if ('split' in inputs) return predictSplit(compute, workspace, { ...options, split: inputs.split })
  const features = compiled.network.architecture.input.reduce((size, side) => size * side, 1)
  const count = inputs.rows.length / features
  const own = await uploadRows(context, data, { rows: inputs.rows, count })
  // Bind groups are kept by split and block, which are others before and after.
  workspace.unbind()
  try {
    return await predictSplit({ ...compute, data: own }, workspace, { ...options, split: 'test' })
  } finally {
    workspace.unbind()
    own.dispose()
  }
}

/** Probabilities of one chunk of points and samples that are on their way back. */
interface PendingRows {
  readonly start: number
  readonly points: number
  readonly firstRow: number
  readonly samples: number
  readonly buffer: GPUBuffer
  readonly mapped: Promise<unknown>
}

async function predictSplit(
  compute: Compute,
  workspace: Workspace,
  options: PredictOptions & { readonly split: SplitName },
): Promise<Float32Array> {
  const { request, split } = options
  const { context, compiled, data } = compute
  const total = request.coefficients.length / request.basisCount
  const { classCount } = compiled.network
  const probabilities = new Float32Array(total * data.counts[split] * classCount)
  const place = { rows: data.counts[split], classCount, probabilities }
  const runner = new Runner(context, options.control)
  const pending: PendingRows[] = []
  await uploadBasis(compute, workspace, request)
  for (let start = 0, turn = 0; start < total; ) {
    const plan = planPrediction(compute, options, total - start)
    const passes = await preparePoints(compute, workspace, { request, split, start, plan, turn })
    const run = { context, compiled, places: compute.places, workspace, runner, points: plan.points }
    await combinePoints(run)
    await recomputeStatistics(run, passes[0])
    let firstRow = 0
    for (const [index, chunk] of passes[1].chunks.entries()) {
      const uniform = passes[1].firstUniform + index
      const { buffer, mapped } = await readChunk(run, { chunk, uniform, turn })
      const { samples } = chunk
      pending.push({ start, points: plan.points, firstRow, samples, buffer, mapped })
      if (pending.length > 1) await readRows(compute, pending.shift() as PendingRows, place)
      firstRow += samples
      turn++
    }
    start += plan.points
  }
  for (const rows of pending) await readRows(compute, rows, place)
  return probabilities
}

interface PredictPlan {
  readonly points: number
  /** Samples of a chunk in the pass over batches. */
  readonly samples: number
  /** Samples of a chunk that is read back. */
  readonly rows: number
}

function planPrediction(
  { context, compiled, data }: Compute,
  { request, split }: { readonly request: PackedRequest; readonly split: SplitName },
  left: number,
): PredictPlan {
  const running = data.counts[split]
  const batch = request.recomputes ? data.counts.train : 0
  const batchBytes = compiled.network.classCount * 4 * batchSize
  const points = Math.min(left, Math.max(1, Math.floor(readBytes / batchBytes)))
  const plan = planChunk(
    compiled,
    { points, running, batch, largestSplit: Math.max(batch, running) },
    context,
  )
  const batches = Math.max(1, Math.floor(readBytes / (plan.points * batchBytes)))
  return { ...plan, rows: Math.min(plan.samples, batches * batchSize) }
}

/** Makes room for a chunk of points; answers the passes over the batches and over the rows to predict. */
async function preparePoints(
  compute: Compute,
  workspace: Workspace,
  options: {
    readonly request: PackedRequest
    readonly split: SplitName
    readonly start: number
    readonly plan: PredictPlan
    readonly turn: number
  },
): Promise<[Pass, Pass]> {
  const { request, split, start, plan, turn } = options
  const { context, compiled, data } = compute
  const batchChunks = request.recomputes ? cutSamples(data, ['train'], plan.samples) : []
  const chunks = cutSamples(data, [split], plan.rows)
  const passes: [Pass, Pass] = [
    { chunks: batchChunks, firstUniform: 0 },
    { chunks, firstUniform: batchChunks.length },
  ]
  const { points } = plan
  await prepareChunk(compute, workspace, { request, start, points, passes, blocks: 1, read: readName(turn) })
  const most = Math.max(0, ...chunks.map(({ samples }) => samples))
  const bytes = points * most * compiled.network.classCount * 4
  await withErrorScopes(context.device, () => workspace.ensure('probabilities', bytes))
  return passes
}

/** Predicts one chunk and sends its probabilities on their way back. */
async function readChunk(
  run: PointsRun,
  place: { readonly chunk: SampleChunk; readonly uniform: number; readonly turn: number },
): Promise<Pick<PendingRows, 'buffer' | 'mapped'>> {
  const { context, compiled, workspace, runner, points } = run
  const bytes = points * place.chunk.samples * compiled.network.classCount * 4
  const buffer = await withErrorScopes(context.device, () => workspace.ensure(readName(place.turn), bytes))
  await predictChunk(run, place)
  runner.copy({ from: workspace.get('probabilities'), start: 0, to: buffer, bytes })
  await runner.submit()
  const mapped = context.device.trouble.settle(buffer.mapAsync(GPUMapMode.READ))
  // Told where it is waited for.
  mapped.catch(() => {})
  return { buffer, mapped }
}

/** Puts what was read back in its place. */
async function readRows(
  { context }: Compute,
  { start, points, firstRow, samples, buffer, mapped }: PendingRows,
  place: { readonly rows: number; readonly classCount: number; readonly probabilities: Float32Array },
): Promise<void> {
  await context.device.trouble.settle(mapped)
  const size = samples * place.classCount
  const read = new Float32Array(buffer.getMappedRange(0, points * size * 4))
  for (let point = 0; point < points; point++) {
    const row = (start + point) * place.rows + firstRow
    place.probabilities.set(read.subarray(point * size, (point + 1) * size), row * place.classCount)
  }
  buffer.unmap()
}

// Two buffers in turns: one is filled while the other is read.
function readName(turn: number): 'read0' | 'read1' {
  return `read${(turn % 2) as 0 | 1}`
}
