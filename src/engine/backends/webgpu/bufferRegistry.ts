import { EngineError } from '../../../protocol/engineError.ts'

/** Bytes that one buffer and one binding may have. */
export type GpuLimits = Pick<GPUSupportedLimits, 'maxBufferSize' | 'maxStorageBufferBindingSize'>

/** Every buffer that the backend holds on a device, with its bytes: what is not freed shows. */
export interface BufferRegistry {
  /**
   * Makes a buffer of at least 16 bytes; whether memory sufficed shows in the error scope around the call.
   *
   * @throws EngineError `out-of-memory` beyond the device's limits
   */
  allocate(label: string, bytes: number, usage: GPUBufferUsageFlags): GPUBuffer
  free(buffer: GPUBuffer): void
  /** Bytes held now. */
  bytes(): number
}

/** Makes the registry of a device. */
export function createBufferRegistry(gpu: GPUDevice, limits: GpuLimits): BufferRegistry {
  const sizes = new Map<GPUBuffer, number>()
  const { maxBufferSize, maxStorageBufferBindingSize } = limits
  return {
    allocate(label, bytes, usage) {
      const size = Math.max(16, Math.ceil(bytes / 16) * 16)
      const limit = usage & GPUBufferUsage.STORAGE ? maxStorageBufferBindingSize : maxBufferSize
      if (size > limit) {
        throw new EngineError(
          'out-of-memory',
          `webgpu: ${label} needs ${size} bytes, the device has ${limit}`,
        )
      }
      const buffer = gpu.createBuffer({ label, size, usage })
      sizes.set(buffer, size)
      return buffer
    },
    free(buffer) {
      if (!sizes.delete(buffer)) return
      buffer.destroy()
    },
    bytes: () => [...sizes.values()].reduce((sum, size) => sum + size, 0),
  }
}
