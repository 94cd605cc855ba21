import { KernelMemoryError } from '../../../kernels/memory.ts'
import { EngineError, type EngineErrorCode } from '../../../protocol/engineError.ts'
import { Lane, type LaneOptions } from './lane.ts'

type Verb = keyof { [K in keyof Lane as Lane[K] extends (...args: never[]) => unknown ? K : never]: true }

/** What can be asked of a lane. */
export type LaneVerb = Verb

/** A lane in this thread or behind a worker. Every call may reject with an EngineError. */
export type LaneClient = {
  readonly [K in Verb]: (...args: Parameters<Lane[K]>) => Promise<ReturnType<Lane[K]>>
} & {
  /** Frees the lane's memory. */
  dispose(): void
}

let lastJob = 0

/** A number for a job, on whatever lane. */
export function nextJob(): number {
  lastJob += 1
  return lastJob
}

/** An error as it crosses threads. */
export interface Failure {
  readonly code: EngineErrorCode
  readonly message: string
}

/** Puts whatever a lane throws in the terms of the engine. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof EngineError) return { code: error.code, message: error.message }
  const code =
    error instanceof KernelMemoryError || error instanceof RangeError ? 'out-of-memory' : 'internal'
  return { code, message: error instanceof Error ? error.message : String(error) }
}

/** A client whose verbs all go through `send`. */
export function createLaneClient(
  send: (verb: LaneVerb, args: readonly unknown[]) => Promise<unknown>,
  dispose: () => void,
): LaneClient {
  const verbs: readonly LaneVerb[] = [
    'openEvaluation',
    'evaluate',
    'readBuffers',
    'readProbabilities',
    'closeEvaluation',
    'openTrainer',
    'train',
    'readTrainer',
    'writeTrainer',
    'closeTrainer',
    'openCurvature',
    'multiply',
    'closeCurvature',
    'peak',
    'heldBytes',
  ]
  const calls = verbs.map((verb) => [verb, (...args: unknown[]) => send(verb, args)] as const)
  return { ...(Object.fromEntries(calls) as unknown as Omit<LaneClient, 'dispose'>), dispose }
}

/** Opens a lane in this thread. @throws EngineError `out-of-memory` */
export async function openLocalLane(options: LaneOptions): Promise<LaneClient> {
  const guard = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      const { code, message } = describeFailure(error)
      throw new EngineError(code, message)
    }
  }
  let lane: Lane | undefined = await guard(() => Lane.open(options))
  return createLaneClient(
    (verb, args) => guard(() => callLane(lane, verb, args)),
    () => {
      lane = undefined
    },
  )
}

/** Calls a verb by name. */
export function callLane(lane: Lane | undefined, verb: LaneVerb, args: readonly unknown[]): unknown {
  if (!lane) throw new EngineError('internal', `the lane is closed: ${verb}`)
  return (lane[verb] as (...args: readonly unknown[]) => unknown)(...args)
}
