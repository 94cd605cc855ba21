import type { Pace } from '../jobs.ts'

/** A clock that moves when told to, and yields that let real promises and timers go first. */
export interface FakeClock extends Pace {
  advance(ms: number): void
  readonly yields: number
}

/** Starts at 0. */
export function createFakeClock(): FakeClock {
  let time = 0
  let yields = 0
  return {
    now: () => time,
    yieldTask: () => {
      yields++
      return new Promise((resolve) => setTimeout(resolve, 0))
    },
    advance: (ms) => {
      time += ms
    },
    get yields() {
      return yields
    },
  }
}
