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

/** Asks for the code of a part of the first screen at once, without the rest waiting for it. */
export function loadPart<Props extends object = object>(
  load: () => Promise<ComponentType<Props>>,
): ArrivingPart<Props> {
  let arrival: Arrival<Props> = {}
  const listeners = new Set<() => void>()
  const arrive = (next: Arrival<Props>) => {
    arrival = next
    for (const listener of listeners) listener()
  }
  load().then(
    (Part) => arrive({ Part }),
    (error: unknown) => arrive({ error }),
  )
  return {
    look: () => arrival,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
