import { EngineError } from '../../../protocol/engineError.ts'
import type { WebgpuDevice } from '../tf/webgpuDevice.ts'

const filters: readonly GPUErrorFilter[] = ['validation', 'out-of-memory', 'internal']

/**
 * Calls `work`, which may only call WebGPU and not wait, and catches what the device says about it later.
 *
 * @throws EngineError `out-of-memory`, `device-lost`; `unsupported` for what the device refuses otherwise
 */
export async function withErrorScopes<T>({ gpu, trouble }: WebgpuDevice, work: () => T): Promise<T> {
  for (const filter of filters) gpu.pushErrorScope(filter)
  const outcome = attempt(work)
  const caught = Promise.all(filters.map(() => gpu.popErrorScope()))
  const errors = await trouble.settle(caught)
  const error = errors.find((each) => each !== null)
  if (error) throw translateGpuError(error)
  if ('failure' in outcome) throw outcome.failure
  return outcome.value
}

function attempt<T>(work: () => T): { readonly value: T } | { readonly failure: unknown } {
  try {
    return { value: work() }
  } catch (failure) {
    return { failure }
  }
}

function translateGpuError(error: GPUError): EngineError {
  const code = error instanceof GPUOutOfMemoryError ? 'out-of-memory' : 'unsupported'
  return new EngineError(code, `webgpu: ${error.message}`)
}
