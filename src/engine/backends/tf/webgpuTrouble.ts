import { EngineError } from '../../../protocol/engineError.ts'
import { translateError } from './deviceErrors.ts'

/** How long after a refused call the reason for it may arrive. */
const reportMs = 200

/** What went wrong on a device outside any call; WebGPU tells it by events only. */
export interface Trouble {
  /** The first failure, once there is one. */
  current(): EngineError | undefined
  /** The value of `work`, or the device's failure where it came first or is why `work` was refused. */
  settle<T>(work: Promise<T>): Promise<T>
}

/** Listens for the loss of a device and for errors that no scope caught. */
export function watchDevice(gpu: GPUDevice): Trouble {
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
  // Nobody may be waiting at that moment.
  happened.catch(() => {})
  return {
    current: () => first,
    async settle(work) {
      const value = await Promise.race([work, happened]).catch(async (error: unknown) => {
        if (error instanceof EngineError) throw first ?? error
        // A dying device refuses its buffers shortly before it reports its loss.
        await Promise.race([new Promise((resolve) => setTimeout(resolve, reportMs)), happened])
        throw translateError(error)
      })
      if (first) throw first
      return value
    },
  }
}
