import type { WebgpuDevice } from '../tf/webgpuDevice.ts'
import { type BufferRegistry, createBufferRegistry, type GpuLimits } from './bufferRegistry.ts'
import { createPipelineCache, type PipelineCache } from './pipelineCache.ts'

/** What all sessions on one device share. */
export interface GpuContext {
  readonly device: WebgpuDevice
  readonly memory: BufferRegistry
  readonly pipelines: PipelineCache
  readonly limits: GpuLimits
  readonly pace: Pace
  /** Dispatches so far, for tests and measurements. */
  readonly counts: { dispatches: number; chunks: number }
}

/** How fast the device has been, in units of `Program.cost`; starts at what the slowest adapters reach. */
export interface Pace {
  costPerMs: number
}

/** Milliseconds of work between two breaths. */
export const workMs = 30

/** Makes the context of a device; tests make its limits narrower. */
export function createGpuContext(device: WebgpuDevice, limits: GpuLimits = device.gpu.limits): GpuContext {
  return {
    device,
    memory: createBufferRegistry(device.gpu, limits),
    pipelines: createPipelineCache(device),
    limits,
    pace: { costPerMs: 2e6 },
    counts: { dispatches: 0, chunks: 0 },
  }
}
