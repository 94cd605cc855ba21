import type { JobControl } from '../backend.ts'
import { withErrorScopes } from './errorScopes.ts'
import { type Compute, prepareChunk, uploadBasis } from './evaluatePoints.ts'
import type { PackedRequest } from './packRequest.ts'
import { planChunk } from './planChunk.ts'
import { combinePoints, recomputeStatistics } from './pointsRun.ts'
import { Runner } from './runner.ts'
import { cutSamples } from './sampleChunks.ts'
import type { Workspace } from './workspace.ts'

/** See `Session.recomputeBuffers`; for networks with batch norm. */
export async function recomputeBuffers(
  compute: Compute,
  workspace: Workspace,
  options: { readonly request: PackedRequest; readonly control: JobControl },
): Promise<Float32Array> {
  const { context, compiled, data, places } = compute
  const { device } = context
  const { request } = options
  await options.control.breathe()
  await uploadBasis(compute, workspace, request)
  const { train } = data.counts
  const plan = planChunk(compiled, { points: 1, running: 0, batch: train, largestSplit: train }, context)
  const pass = { chunks: cutSamples(data, ['train'], plan.samples), firstUniform: 0 }
  const nothing = { chunks: [], firstUniform: pass.chunks.length }
  const chunk = { request, start: 0, points: 1, passes: [pass, nothing] as const, blocks: 1 }
  await prepareChunk(compute, workspace, { ...chunk, read: 'read0' })
  const runner = new Runner(context, options.control)
  const run = { context, compiled, places, workspace, runner, points: 1 }
  await combinePoints(run)
  await recomputeStatistics(run, pass)
  const bytes = compiled.layout.bufferCount * 4
  const buffer = await withErrorScopes(device, () => workspace.ensure('read0', bytes))
  runner.copy({ from: workspace.get('parameters'), start: compiled.layout.buffers * 4, to: buffer, bytes })
  await runner.submit()
  await device.trouble.settle(buffer.mapAsync(GPUMapMode.READ))
  const read = new Float32Array(buffer.getMappedRange(0, bytes).slice(0))
  buffer.unmap()
  return read
}
