import type { Architecture } from './architecture.ts'
import type { Network } from './network.ts'

export function planNetwork(architecture: Architecture): Network {
  throw new Error(`not yet: ${architecture.layers.length}`)
}
