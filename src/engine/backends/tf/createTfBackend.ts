import type { BackendName } from '../../../protocol/problem.ts'
import type { Backend } from '../backend.ts'
import { openCpuDevice } from './cpuDevice.ts'
import { createSession } from './session.ts'
import { shareWebgpuDevice } from './shareWebgpuDevice.ts'

/**
 * The `tf` backends: tfjs ops and gradients, in plain JavaScript or on WebGPU. What each needs is loaded on first use.
 *
 * @throws EngineError `unsupported` without an adapter, `device-lost` where the device is refused
 */
export async function createTfBackend(name: BackendName): Promise<Backend> {
  const device = await (name === 'tf-cpu' ? openCpuDevice() : shareWebgpuDevice())
  return {
    name,
    adapter: device.adapter,
    createSession: async (network, data) => createSession(device, network, data),
    dispose: () => device.dispose(),
  }
}
