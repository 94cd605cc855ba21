import type { Choices } from '../choices/choices.ts'
import type { Results } from '../results.ts'

/** A study that is only looked at: the engine has none of its weights. */
export interface BesideStudy {
  /** The name that a person or the gallery gave it; absent where it is called after its data and network. */
  readonly name?: string
  readonly choices: Choices
  readonly results: Results
}

/** What stands beside the present study while two are compared. */
export interface Beside {
  /** Absent until one is chosen. */
  readonly other?: BesideStudy
  /** The name of what is being read. */
  readonly reading?: string
  /** Why what was chosen last cannot be shown. */
  readonly failure?: { readonly name: string; readonly message: string }
  /** Whether both planes are drawn with the same distance to a pixel. */
  readonly sameDistances: boolean
}
