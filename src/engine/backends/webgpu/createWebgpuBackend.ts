import type { Backend } from '../backend.ts'
import { shareWebgpuDevice } from '../tf/shareWebgpuDevice.ts'
import { createGpuContext } from './gpuContext.ts'
import { createSession } from './session.ts'

/**
 * The `webgpu` backend: kernels of our own on tfjs's GPUDevice, for evaluation; tfjs trains.
 *
 * @throws EngineError `unsupported` without an adapter, `device-lost` where the device is refused
 */
export async function createWebgpuBackend(): Promise<Backend> {
  const device = await shareWebgpuDevice()
  const context = createGpuContext(device)
  return {
    name: 'webgpu',
    adapter: device.adapter,
    createSession: (network, data) => createSession(context, network, data),
    dispose: () => device.dispose(),
  }
}
