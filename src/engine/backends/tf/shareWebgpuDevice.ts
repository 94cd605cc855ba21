import { openWebgpuDevice, type WebgpuDevice } from './webgpuDevice.ts'

interface Shared {
  readonly opened: Promise<WebgpuDevice>
  users: number
}

let shared: Shared | undefined

/**
 * The thread's WebGPU device, which all backends on it share, since tfjs has room for one: opened when it is first asked
 * for, closed when everybody who asked has disposed it, replaced after a failure.
 *
 * @throws EngineError `unsupported` without an adapter, `device-lost` where the device is refused
 */
export async function shareWebgpuDevice(): Promise<WebgpuDevice> {
  const current = shared ?? { opened: openWebgpuDevice(), users: 0 }
  shared = current
  current.users++
  try {
    const device = await current.opened
    if (!device.trouble.current()) return lend(current, device)
  } catch (error) {
    forget(current)
    throw error
  }
  forget(current)
  return shareWebgpuDevice()
}

function lend(current: Shared, device: WebgpuDevice): WebgpuDevice {
  let disposed = false
  return {
    ...device,
    dispose() {
      if (disposed) return
      disposed = true
      current.users--
      if (current.users > 0) return
      forget(current)
      device.dispose()
    },
  }
}

function forget(current: Shared): void {
  if (shared === current) shared = undefined
}
