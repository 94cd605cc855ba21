import type { ComponentType } from 'react'

/** What became of the code of a part. */
interface Arrival<Props> {
  readonly Part?: ComponentType<Props>
  readonly error?: unknown
}

/** A part of the page whose code is on its way. */
export interface ArrivingPart<Props> {
  readonly look: () => Arrival<Props>
  readonly subscribe: (listener: () => void) => () => void
}

let begin: Promise<unknown> = Promise.resolve()

/** Parts are fetched after this, so that what the landscape needs does not queue behind them. Called before the first rendering. */
export function holdParts(until: Promise<unknown>): void {
  begin = until
}

/** The code of a part of the first screen, asked for when it is first to be seen, without the rest waiting for it. */
export function loadPart<Props extends object = object>(
  load: () => Promise<ComponentType<Props>>,
): ArrivingPart<Props> {
  let arrival: Arrival<Props> = {}
  const listeners = new Set<() => void>()
  const arrive = (next: Arrival<Props>) => {
    arrival = next
    for (const listener of listeners) listener()
  }
  let isAsked = false
  const ask = () => {
    isAsked = true
    begin.then(load).then(
      (Part) => arrive({ Part }),
      (error: unknown) => arrive({ error }),
    )
  }
  return {
    look: () => {
      if (!isAsked) ask()
      return arrival
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
