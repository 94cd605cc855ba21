import type { LaneOptions } from './lane.ts'
import type { Failure, LaneVerb } from './laneClient.ts'

/** From the engine to a worker of the pool. `session` is a number that the engine chose. */
export type PoolRequest =
  | { readonly call: number; readonly kind: 'open'; readonly session: number; readonly options: LaneOptions }
  | {
      readonly call: number
      readonly kind: 'verb'
      readonly session: number
      readonly verb: LaneVerb
      readonly args: readonly unknown[]
    }
  | { readonly kind: 'close'; readonly session: number }

/** A worker's answer to one call. */
export type PoolAnswer =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly failure: Failure }
