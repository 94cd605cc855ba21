/**
 * Sixteen hex digits that stand for the exact float64 values and lengths of the arrays, in order: a change of one bit
 * shows; every NaN counts as the same, −0 differs from 0. For comparing runs, not against forgery.
 */
export function fingerprintNumbers(arrays: readonly ArrayLike<number>[]): string {
  const scratch = new DataView(new ArrayBuffer(8))
  const state = { a: 0x9e3779b9, b: 0x85ebca6b }
  for (const array of arrays) {
    absorb(state, array.length, 0)
    for (let k = 0; k < array.length; k++) {
      const value = array[k] as number
      scratch.setFloat64(0, value, true)
      if (Number.isNaN(value)) absorb(state, 0, 0x7ff80000)
      else absorb(state, scratch.getUint32(0, true), scratch.getUint32(4, true))
    }
  }
  return hex(finish(state.a)) + hex(finish(state.b))
}

/** The same for bytes: sixteen hex digits in which a change of one bit shows. */
export function fingerprintBytes(arrays: readonly Uint8Array[]): string {
  const state = { a: 0x9e3779b9, b: 0x85ebca6b }
  for (const bytes of arrays) {
    absorb(state, bytes.length, 0)
    const pairs = bytes.length >>> 3
    if (bytes.byteOffset % 4 === 0) {
      const words = new Uint32Array(bytes.buffer, bytes.byteOffset, pairs * 2)
      for (let k = 0; k < words.length; k += 2) absorb(state, words[k] as number, words[k + 1] as number)
    } else {
      for (let k = 0; k < pairs * 8; k += 8) absorb(state, wordAt(bytes, k), wordAt(bytes, k + 4))
    }
    if (bytes.length % 8 > 0) absorb(state, wordAt(bytes, pairs * 8), wordAt(bytes, pairs * 8 + 4))
  }
  return hex(finish(state.a)) + hex(finish(state.b))
}

/** Four bytes, the least first; 0 beyond the end. */
function wordAt(bytes: Uint8Array, at: number): number {
  const byte = (offset: number) => bytes[at + offset] ?? 0
  return byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24)
}

/** Largest |a_k − b_k|: 0 where both are the same number or both NaN, Infinity where only one is NaN or lengths differ. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  let largest = 0
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k] as number, b[k] as number]
    if (Object.is(x, y)) continue
    const difference = Math.abs(x - y)
    if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY
    largest = Math.max(largest, difference)
  }
  return largest
}

/** Two 32-bit lanes of MurmurHash3's mixing with different constants, each fed both words. */
function absorb(state: { a: number; b: number }, low: number, high: number): void {
  state.a = mixWord(mixWord(state.a, low, 0xcc9e2d51), high, 0x1b873593)
  state.b = mixWord(mixWord(state.b, high, 0x239b961b), low, 0xab0e9789)
}

function mixWord(hash: number, word: number, factor: number): number {
  const scrambled = Math.imul(rotate(Math.imul(word, factor), 15), 0x38b34ae5)
  return (Math.imul(rotate(hash ^ scrambled, 13), 5) + 0xe6546b64) | 0
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
