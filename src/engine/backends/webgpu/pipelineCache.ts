import { EngineError } from '../../../protocol/engineError.ts'
import { translateError } from '../tf/deviceErrors.ts'
import type { WebgpuDevice } from '../tf/webgpuDevice.ts'
import { withErrorScopes } from './errorScopes.ts'

/** How long the shaders of one network may take to compile before another backend is quicker. */
const compileMs = 15_000

/** Compiled kernels by their source, so that layers of one shape share one; all have the same bind group layout. */
export interface PipelineCache {
  readonly layout: GPUBindGroupLayout
  /**
   * Compiles what is not compiled yet.
   *
   * @throws EngineError `unsupported` where the device refuses a kernel or takes longer than 15 seconds
   */
  prepare(codes: Iterable<string>): Promise<void>
  /** A prepared kernel. */
  get(code: string): GPUComputePipeline
}

/** Makes the cache of a device. */
export function createPipelineCache(device: WebgpuDevice): PipelineCache {
  const { gpu } = device
  const layout = gpu.createBindGroupLayout({ entries: bindings })
  const pipelineLayout = gpu.createPipelineLayout({ bindGroupLayouts: [layout] })
  const ready = new Map<string, GPUComputePipeline>()

  async function compile(code: string): Promise<void> {
    const { pipeline } = await withErrorScopes(device, () => {
      const compute = { module: gpu.createShaderModule({ code }), entryPoint: 'main' }
      const started = gpu.createComputePipelineAsync({ layout: pipelineLayout, compute })
      // Told by the await below; a scope that throws first must not leave it unheard.
      started.catch(() => {})
      return { pipeline: started }
    })
    ready.set(code, await device.trouble.settle(pipeline.catch(refuse)))
  }

  return {
    layout,
    async prepare(codes) {
      const missing = [...new Set(codes)].filter((code) => !ready.has(code))
      if (missing.length > 0) await withinTime(Promise.all(missing.map(compile)))
    },
    get(code) {
      const pipeline = ready.get(code)
      if (!pipeline) throw new Error('kernel was not prepared')
      return pipeline
    },
  }
}

const compute = 4 // GPUShaderStage.COMPUTE, which does not exist where there is no WebGPU.

const bindings: GPUBindGroupLayoutEntry[] = [
  { binding: 0, visibility: compute, buffer: { type: 'uniform', hasDynamicOffset: true } },
  { binding: 1, visibility: compute, buffer: { type: 'uniform' } },
  ...[2, 3, 4, 5].map((binding): GPUBindGroupLayoutEntry => {
    return { binding, visibility: compute, buffer: { type: 'read-only-storage' } }
  }),
  { binding: 6, visibility: compute, buffer: { type: 'storage' } },
  { binding: 7, visibility: compute, buffer: { type: 'storage' } },
]

function refuse(error: unknown): never {
  const known = translateError(error)
  if (known instanceof EngineError) throw known
  throw new EngineError('unsupported', `webgpu: kernel refused: ${String(error)}`)
}

async function withinTime(work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const error = new EngineError(
      'unsupported',
      `webgpu: kernels took longer than ${compileMs} ms to compile`,
    )
    timer = setTimeout(() => reject(error), compileMs)
  })
  // Whoever is late has nobody left to tell.
  work.catch(() => {})
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
