/**
 * What dropout multiplies one value by while training: 0 with probability `rate`, else 1 / (1 − rate).
 *
 * Counter-based, so that the mask of any element is known without those before it and is the same on every backend:
 * 32-bit integer arithmetic only. `seed` and `step` are whole numbers below 2³², `layerIndex` counts the network's
 * dropout layers from 0 in order of execution, `element` is row-in-batch · layer size + position; 0 ≤ rate < 1.
 */
// biome-ignore lint/complexity/useMaxParams: runs once per element, where an options object would cost more than the hash.
export function dropoutScale(
  seed: number,
  step: number,
  layerIndex: number,
  element: number,
  rate: number,
): number {
  let hash = absorb(0x9e3779b9, seed)
  hash = absorb(hash, step)
  hash = absorb(hash, layerIndex)
  hash = absorb(hash, element)
  return hash >>> 0 < rate * 2 ** 32 ? 0 : 1 / (1 - rate)
}

/** Takes one word in and mixes all bits (the finaliser of MurmurHash3, A. Appleby). */
function absorb(state: number, word: number): number {
  let hash = (Math.imul(state, 5) + 0xe6546b64) ^ word
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
