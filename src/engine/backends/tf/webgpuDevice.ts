import * as tf from '@tensorflow/tfjs-core'
import { EngineError } from '../../../protocol/engineError.ts'
import type { Device } from './device.ts'
import { translateError } from './deviceErrors.ts'
import { makeCurrent } from './makeCurrent.ts'
import { type DeviceScope, describeAdapter, requestAdapter } from './surveyDevices.ts'

/**
 * Opens tfjs's WebGPU engine on a GPUDevice of our own, whose loss and allocation failures we can then see; tfjs
 * watches neither. tfjs has room for one WebGPU engine a thread: opening a second ends the first.
 *
 * @throws EngineError `unsupported` without an adapter, `device-lost` where the device is refused
 */
export async function openWebgpuDevice(): Promise<Device> {
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
  return createDevice({ adapter: describeAdapter(adapter), trouble, close })
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

/** How long after a refused read the reason for it may arrive. */
const reportMs = 200

/** What went wrong on a device outside any call; WebGPU tells it by events only. */
interface Trouble {
  /** The first failure, once there is one. */
  current(): EngineError | undefined
  /** Rejects with it; never resolves. */
  readonly happened: Promise<never>
}

function watchDevice(gpu: GPUDevice): Trouble {
  let first: EngineError | undefined
  const happened = new Promise<never>((_resolve, reject) => {
    const report = (error: EngineError) => {
      first ??= error
      reject(first)
    }
    void gpu.lost.then(({ message }) =>
      report(new EngineError('device-lost', `webgpu device lost: ${message}`)),
    )
    gpu.addEventListener('uncapturederror', ({ error }) => {
      const code = error instanceof GPUOutOfMemoryError ? 'out-of-memory' : 'internal'
      report(new EngineError(code, `webgpu: ${error.message}`))
    })
  })
  // Nobody may be reading at that moment.
  happened.catch(() => {})
  return { current: () => first, happened }
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
    async read(tensors) {
      const values = tensors.map((tensor) => tensor.data() as Promise<Float32Array>)
      const read = await Promise.race([Promise.all(values), trouble.happened]).catch(
        async (error: unknown) => {
          // A dying device refuses its buffers shortly before it reports its loss.
          await Promise.race([new Promise((resolve) => setTimeout(resolve, reportMs)), trouble.happened])
          throw translateError(error)
        },
      )
      const failure = trouble.current()
      if (failure) throw failure
      return read
    },
    dispose: close,
  }
}
