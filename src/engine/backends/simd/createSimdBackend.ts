import { bestKernelBuild, compileKernels, type KernelBuild, supportsSimd } from '../../../kernels/loader.ts'
import { EngineError } from '../../../protocol/engineError.ts'
import type { Backend } from '../backend.ts'
import { countWorkers, createPool } from './pool.ts'
import { SimdSession } from './session.ts'
import { defaultLimitBytes } from './sessionMemory.ts'

/**
 * The `simd` backend: AssemblyScript kernels in a pool of workers. The same request on the same build gives the same
 * bytes with any number of workers; the two builds differ.
 *
 * @throws EngineError `unsupported` where WebAssembly SIMD is missing
 */
export async function createSimdBackend(
  options: { readonly build?: KernelBuild; readonly workers?: number; readonly limitBytes?: number } = {},
): Promise<Backend> {
  if (!supportsSimd()) throw new EngineError('unsupported', 'this browser has no WebAssembly SIMD')
  const module = await compileKernels(options.build ?? bestKernelBuild())
  const pool = createPool(options.workers ?? countWorkers())
  const limitBytes = options.limitBytes ?? defaultLimitBytes
  return {
    name: 'simd',
    adapter: '',
    async createSession(network, data) {
      const lanes = await pool.openLanes({ module, network, data, limitBytes })
      return new SimdSession(lanes, network, data)
    },
    dispose: () => pool.dispose(),
  }
}
