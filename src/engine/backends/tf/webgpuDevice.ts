import * as tf from '@tensorflow/tfjs-core'
import { EngineError } from '../../../protocol/engineError.ts'
import type { Device } from './device.ts'
import { translateError } from './deviceErrors.ts'
import { makeCurrent } from './makeCurrent.ts'
import { type DeviceScope, describeAdapter, requestAdapter } from './surveyDevices.ts'
import { type Trouble, watchDevice } from './webgpuTrouble.ts'

/** tfjs's WebGPU engine with the GPUDevice that it runs on, for kernels of our own beside its ops. */
export interface WebgpuDevice extends Device {
  readonly gpu: GPUDevice
  readonly trouble: Trouble
}

/**
 * Opens tfjs's WebGPU engine on a GPUDevice of our own, whose loss and allocation failures we can then see; tfjs
 * watches neither. tfjs has room for one WebGPU engine a thread: opening a second ends the first.
 *
 * @throws EngineError `unsupported` without an adapter, `device-lost` where the device is refused
 */
export async function openWebgpuDevice(): Promise<WebgpuDevice> {
  const scope: DeviceScope = globalThis
  const adapter = scope.navigator?.gpu && (await requestAdapter(scope.navigator.gpu))
  if (!adapter) throw new EngineError('unsupported', 'no webgpu adapter')
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
  const gpu = await requestDevice(adapter)
  const trouble = watchDevice(gpu)
  if (tf.engine().backendNames().includes('webgpu')) tf.removeBackend('webgpu')
  tf.enableProdMode()
  const engine = new WebGPUBackend(gpu, adapter.info)
  tf.registerBackend('webgpu', () => engine)
  await tf.engine().setBackend('webgpu')
  const close = () => {
    if (tf.findBackend('webgpu') === engine) tf.removeBackend('webgpu')
    gpu.destroy()
  }
  return { ...createDevice({ adapter: describeAdapter(adapter), trouble, close }), gpu, trouble }
}

async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const { limits } = adapter
  try {
    return await adapter.requestDevice({
      requiredLimits: {
        maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
        maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
        maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
        maxBufferSize: limits.maxBufferSize,
        maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
        maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      },
    })
  } catch (error) {
    throw new EngineError('device-lost', `webgpu device refused: ${String(error)}`)
  }
}

function createDevice(options: {
  readonly adapter: string
  readonly trouble: Trouble
  readonly close: () => void
}): Device {
  const { adapter, trouble, close } = options
  return {
    name: 'tf-webgpu',
    adapter,
    gathersReads: true,
    flopsPerBreath: 2e10,
    run(work) {
      const failure = trouble.current()
      if (failure) throw failure
      makeCurrent('webgpu')
      try {
        return tf.tidy(work)
      } catch (error) {
        throw trouble.current() ?? translateError(error)
      }
    },
    read: (tensors) =>
      trouble.settle(Promise.all(tensors.map((tensor) => tensor.data() as Promise<Float32Array>))),
    dispose: close,
  }
}
