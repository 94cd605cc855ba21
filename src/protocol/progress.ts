/** How far a job is. Sent at most every 50 ms. */
export interface Progress {
  readonly done: number
  readonly total: number
  readonly unit: 'steps' | 'points'
  readonly elapsedMs: number
}

/** A finished call: its value, or the word that somebody cancelled it. Failures reject with an EngineError. */
export type Outcome<T> = { readonly state: 'done'; readonly value: T } | { readonly state: 'cancelled' }
