/** How long one plan of steps should take, so that the page hears of it in time. */
const targetMs = 50

/** Sizes plans by the pace of those before. Only the cuts depend on the clock, never the numbers. */
export interface ChunkSizer {
  /** How many steps to take next, at least 1. */
  next(): number
  record(steps: number, elapsedMs: number): void
}

/** Starts with a single step and at most quadruples, since first steps compile and tell little. */
export function createChunkSizer(): ChunkSizer {
  let size = 1
  return {
    next: () => size,
    record(steps, elapsedMs) {
      const wanted = Math.round((steps * targetMs) / Math.max(elapsedMs, 0.1))
      size = Math.max(1, Math.min(wanted, steps * 4))
    },
  }
}
