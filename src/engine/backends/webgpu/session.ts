import type { Dataset } from '../../../core/data/dataset.ts'
import type { Network } from '../../../core/networks/network.ts'
import type { PointsRequest, Session } from '../backend.ts'
import { createSession as createTfSession } from '../tf/session.ts'
import { checkBatches } from './checkBatches.ts'
import { type CompiledNetwork, compileNetwork, kernelCodes } from './compiledNetwork.ts'
import { withErrorScopes } from './errorScopes.ts'
import { type Compute, evaluatePoints } from './evaluatePoints.ts'
import type { GpuContext } from './gpuContext.ts'
import { uploadData } from './gpuData.ts'
import { packRequest } from './packRequest.ts'
import { predictPoints } from './predictPoints.ts'
import { recomputeBuffers } from './recomputeBuffers.ts'
import { Workspace } from './workspace.ts'

/**
 * A network and its data on the GPU; see `Session`. Training and curvature are tfjs's, on the same device, and get their own
 * copy of the data when they are first asked for.
 *
 * @throws EngineError `out-of-memory`, `device-lost`, `unsupported`
 */
export async function createSession(
  context: GpuContext,
  network: Network,
  dataset: Dataset,
): Promise<Session> {
  const compiled = compileNetwork(network)
  await context.pipelines.prepare(kernelCodes(compiled))
  const compute = await createCompute(context, compiled, dataset)
  const workspaces = createWorkspaces(context)
  let tfSession: Session | undefined
  const openTf = () => {
    tfSession ??= createTfSession(context.device, network, dataset)
    return tfSession
  }
  return {
    async evaluate(points, control) {
      const request = packRequest(compiled, points)
      if (request.recomputes) checkBatches(network, dataset.train.count)
      return workspaces.use((workspace) => evaluatePoints(compute, workspace, { request, control }))
    },
    async predict({ inputs, ...points }, control) {
      const request = packRequest(compiled, { ...points, splits: [] })
      if (request.recomputes) checkBatches(network, dataset.train.count)
      // Copied before the first wait.
      const own = 'rows' in inputs ? { rows: inputs.rows.slice() } : inputs
      return workspaces.use((workspace) =>
        predictPoints(compute, workspace, { request, inputs: own, control }),
      )
    },
    async recomputeBuffers(weights, control) {
      if (network.bufferCount === 0) return new Float32Array()
      checkBatches(network, dataset.train.count)
      const request = packRequest(compiled, onePoint(weights))
      return workspaces.use((workspace) => recomputeBuffers(compute, workspace, { request, control }))
    },
    createTrainer: (request) => openTf().createTrainer(request),
    createCurvature: (request) => openTf().createCurvature(request),
    dispose() {
      tfSession?.dispose()
      workspaces.dispose()
      compute.data.dispose()
      context.memory.free(compute.places)
    },
  }
}

function onePoint(weights: Float32Array): PointsRequest {
  return {
    basis: [weights],
    buffers: [],
    coefficients: Float64Array.of(1),
    splits: [],
    batchNorm: 'recomputed',
  }
}

async function createCompute(
  context: GpuContext,
  compiled: CompiledNetwork,
  dataset: Dataset,
): Promise<Compute> {
  const data = await uploadData(context, dataset)
  let places: GPUBuffer | undefined
  try {
    places = await withErrorScopes(context.device, () => {
      const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST
      places = context.memory.allocate('places', compiled.places.byteLength, usage)
      context.device.gpu.queue.writeBuffer(places, 0, compiled.places)
      return places
    })
  } catch (error) {
    if (places) context.memory.free(places)
    data.dispose()
    throw error
  }
  return { context, compiled, data, places }
}

/** Lends each request a workspace of its own; one is kept for the next. */
function createWorkspaces(context: GpuContext) {
  let idle: Workspace | undefined
  let disposed = false
  return {
    async use<T>(work: (workspace: Workspace) => Promise<T>): Promise<T> {
      const workspace = idle ?? new Workspace(context)
      idle = undefined
      try {
        const value = await work(workspace)
        if (idle || disposed) workspace.dispose()
        else idle = workspace
        return value
      } catch (error) {
        // Its buffers may still be mapped or in flight.
        workspace.dispose()
        throw error
      }
    },
    dispose() {
      disposed = true
      idle?.dispose()
      idle = undefined
    },
  }
}
