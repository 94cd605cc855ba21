import type { CompiledNetwork, CompiledProgram } from './compiledNetwork.ts'
import { uniformWords } from './compiledNetwork.ts'
import type { GpuContext } from './gpuContext.ts'
import type { Kernel } from './kernels/kernelHeader.ts'
import { countBatches } from './kernels/normalizeKernel.ts'
import type { Runner } from './runner.ts'
import type { SampleChunk } from './sampleChunks.ts'
import type { Step } from './steps.ts'
import type { Bindings, Workspace } from './workspace.ts'

/** What a chunk of points is computed with. */
export interface PointsRun {
  readonly context: GpuContext
  readonly compiled: CompiledNetwork
  readonly places: GPUBuffer
  readonly workspace: Workspace
  readonly runner: Runner
  readonly points: number
}

/** Samples in one pass, and where the uniforms of its chunks start among all. */
export interface Pass {
  readonly chunks: readonly SampleChunk[]
  readonly firstUniform: number
}

/** Grows the buffers to what a chunk of points needs. Call inside error scopes. @throws EngineError `out-of-memory` */
export function ensureBuffers(
  workspace: Workspace,
  compiled: CompiledNetwork,
  needs: {
    readonly points: number
    readonly basis: number
    readonly passes: readonly Pass[]
    readonly blocks: number
  },
): void {
  const { points, basis, passes, blocks } = needs
  const chunks = passes.flatMap((pass) => pass.chunks)
  const columns = Math.max(1, ...chunks.map(({ samples }) => Math.ceil(samples / 4)))
  workspace.ensure('basis', basis * compiled.layout.size * 4)
  workspace.ensure('coefficients', points * basis * 4)
  workspace.ensure('chunks', Math.max(1, chunks.length) * uniformWords * 4)
  workspace.ensure('parameters', points * compiled.layout.size * 4)
  compiled.slotSizes.forEach((size, slot) => {
    workspace.ensure(`slot${slot}`, points * size * columns * 16)
  })
  if (compiled.batch) {
    workspace.ensure('statistics', points * countBatches(columns) * compiled.layout.bufferCount * 4)
  }
  workspace.ensure('sums', points * blocks * 8)
  for (const name of ['unusedUniform', 'unusedRead', 'unusedWrite'] as const) workspace.ensure(name, 256)
}

/** Forms the weights of all points from basis and coefficients. */
export async function combinePoints(run: PointsRun): Promise<void> {
  const { compiled, workspace } = run
  const group = bind(run, 'combine', () => ({
    parameters: workspace.get('coefficients'),
    x: workspace.get('basis'),
    y: workspace.get('parameters'),
  }))
  const cost = run.points * compiled.layout.size * 8
  await dispatch(run, compiled.combine, { group, uniform: 0, columns: 0, cost })
}

/** Recomputes the running statistics of all points by one pass over batches of 128. */
export async function recomputeStatistics(run: PointsRun, pass: Pass): Promise<void> {
  const { compiled, workspace } = run
  if (!compiled.batch) return
  const group = bind(run, 'average', () => ({
    y: workspace.get('parameters'),
    statistics: workspace.get('statistics'),
  }))
  for (const [index, chunk] of pass.chunks.entries()) {
    const uniform = pass.firstUniform + index
    run.context.counts.chunks++
    await runProgram(run, compiled.batch, { chunk, uniform })
    const columns = Math.ceil(chunk.samples / 4)
    await dispatch(run, compiled.average, { group, uniform, columns, cost: run.points * 1000 })
  }
}

/** Evaluates all points on all chunks; the sums of blocks of samples are then in `sums`. */
export async function evaluateChunks(run: PointsRun, pass: Pass): Promise<void> {
  const { compiled, workspace } = run
  const { running, network } = compiled
  for (const [index, chunk] of pass.chunks.entries()) {
    const uniform = pass.firstUniform + index
    run.context.counts.chunks++
    await runProgram(run, running, { chunk, uniform })
    const logits = running.slots[running.result] as number
    const group = bind(run, `loss ${blockKey(chunk)}`, () => ({
      x: workspace.get(`slot${logits}`),
      z: chunk.block.labels,
      y: workspace.get('sums'),
    }))
    const columns = Math.ceil(chunk.samples / 4)
    const cost = run.points * chunk.samples * network.classCount * 30
    await dispatch(run, compiled.loss, { group, uniform, columns, cost })
  }
}

/** Predicts all points on one chunk; their probabilities, points × samples × classes, are then in `probabilities`. */
export async function predictChunk(run: PointsRun, place: ChunkPlace): Promise<void> {
  const { compiled, workspace } = run
  const { running, network, softmax } = compiled
  run.context.counts.chunks++
  await runProgram(run, running, place)
  const logits = running.slots[running.result] as number
  const group = bind(run, 'softmax', () => ({
    x: workspace.get(`slot${logits}`),
    y: workspace.get('probabilities'),
  }))
  const { samples } = place.chunk
  const cost = run.points * samples * network.classCount * 30
  await dispatch(run, softmax, { group, uniform: place.uniform, columns: Math.ceil(samples / 4), cost })
}

interface ChunkPlace {
  readonly chunk: SampleChunk
  readonly uniform: number
}

async function runProgram(run: PointsRun, program: CompiledProgram, place: ChunkPlace): Promise<void> {
  const { chunk, uniform } = place
  const columns = Math.ceil(chunk.samples / 4)
  const samples = run.points * chunk.samples
  for (const [index, step] of program.steps.entries()) {
    const key = `${program.firstPlace + index} ${blockKey(chunk)}`
    const group = bind(run, key, () => bindStep(run, program, { step, index, chunk }))
    const cost = samples * (program.costs[index] as number)
    await dispatch(run, program.kernels[index] as Kernel, { group, uniform, columns, cost })
  }
}

function bindStep(
  { workspace, places }: PointsRun,
  program: CompiledProgram,
  { step, index, chunk }: { readonly step: Step; readonly index: number; readonly chunk: SampleChunk },
): Omit<Bindings, 'chunks'> {
  const bufferOf = (value: number) =>
    value === 0 ? chunk.block.inputs : workspace.get(`slot${program.slots[value] as number}`)
  const z = step.kind === 'pointwise' ? step.z : undefined
  const parameters = workspace.get('parameters')
  return {
    place: { buffer: places, offset: (program.firstPlace + index) * uniformWords * 4 },
    weights: parameters,
    parameters,
    x: bufferOf(step.x),
    ...(z === undefined ? {} : { z: bufferOf(z) }),
    y: bufferOf(step.y),
    ...(step.kind === 'normalize' ? { statistics: workspace.get('statistics') } : {}),
  }
}

function bind(run: PointsRun, key: string, makeBindings: () => Omit<Bindings, 'chunks'>): GPUBindGroup {
  const { workspace } = run
  return workspace.bind(key, () => ({ ...makeBindings(), chunks: workspace.get('chunks') }))
}

function dispatch(
  run: PointsRun,
  kernel: Kernel,
  options: {
    readonly group: GPUBindGroup
    readonly uniform: number
    readonly columns: number
    readonly cost: number
  },
): Promise<void> {
  const { group, uniform, columns, cost } = options
  const grid = kernel.grid({ points: run.points, columns })
  return run.runner.dispatch({ kernel, group, offset: uniform * uniformWords * 4, grid, cost })
}

function blockKey({ split, block }: SampleChunk): string {
  return `${split} ${block.index}`
}
