import type { Backend } from '../backend.ts'
import type { WebgpuDevice } from '../tf/webgpuDevice.ts'
import { createGpuContext } from './gpuContext.ts'
import { createSession } from './session.ts'

/** The `webgpu` backend: kernels of our own on tfjs's GPUDevice, for evaluation; tfjs trains. */
export function createWebgpuBackend(device: WebgpuDevice): Backend {
  const context = createGpuContext(device)
  return {
    name: 'webgpu',
    adapter: device.adapter,
    createSession: (network, data) => createSession(context, network, data),
    dispose: () => device.dispose(),
  }
}
