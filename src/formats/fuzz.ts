/** Whole numbers in [0, limit), from a seed. */
export type FuzzRandom = (limit: number) => number

/** A linear congruential generator: enough to pick where a file is damaged, and the same on every machine. */
export function createFuzzRandom(seed: number): FuzzRandom {
  let state = seed >>> 0
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}
