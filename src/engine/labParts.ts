import type { Sessions } from './sessions.ts'
import type { WeightsShelf } from './weightsShelf.ts'

/** What the verbs of the lab share. */
export interface LabParts {
  readonly sessions: Sessions
  readonly shelf: WeightsShelf
  /** Milliseconds on a clock that never runs backwards. */
  now(): number
}
