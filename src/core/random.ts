/** What a stream of random numbers is for; streams of different purposes never share numbers. */
export type RandomPurpose =
  | 'initialisation'
  | 'batches'
  | 'times'
  | 'dropout'
  | 'data'
  | 'direction'
  | 'samples'
  | 'augmentation'

/** A seeded stream of random numbers. */
export interface Random {
  /** Uniform in [0, 1), all 53 bits. */
  next(): number
  /** Uniform whole number in 0…below − 1; `below` from 1 to 2³². */
  integer(below: number): number
  /** Standard normal. Always takes two uniforms, so that what follows never depends on how often it was asked before. */
  normal(): number
}

// Part of every saved study: a purpose keeps its number for ever.
const purposeCodes: Readonly<Record<RandomPurpose, number>> = {
  initialisation: 1,
  batches: 2,
  times: 3,
  dropout: 4,
  data: 5,
  direction: 6,
  samples: 7,
  augmentation: 8,
}

/**
 * The stream for one purpose of one study: sfc32 (C. Doty-Humphrey, PractRand), its state hashed from all bits of seed,
 * purpose and index. `index` tells apart several streams of one purpose, such as epochs or members.
 */
export function createRandom(seed: number, purpose: RandomPurpose, index = 0): Random {
  const nextWord = createWords(hashState([...wordsOf(seed), purposeCodes[purpose], ...wordsOf(index)]))
  const next = () => ((nextWord() >>> 5) * 2 ** 26 + (nextWord() >>> 6)) / 2 ** 53
  return {
    next,
    integer(below) {
      if (!Number.isInteger(below) || below < 1 || below > 2 ** 32) {
        throw new RangeError(`random integer: got bound ${below}, wanted a whole number from 1 to 2^32`)
      }
      return Math.floor(next() * below)
    },
    normal() {
      const radius = Math.sqrt(-2 * Math.log(1 - next()))
      return radius * Math.cos(2 * Math.PI * next())
    },
  }
}

/** Shuffles in place (Fisher and Yates) and returns its argument. */
export function shuffle(indices: Int32Array, random: Random): Int32Array {
  for (let i = indices.length - 1; i > 0; i--) {
    const j = random.integer(i + 1)
    const kept = indices[i] as number
    indices[i] = indices[j] as number
    indices[j] = kept
  }
  return indices
}

/** The bits of a double as two words; 0 and −0 are one seed. */
function wordsOf(value: number): [number, number] {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value + 0)
  return [view.getUint32(0), view.getUint32(4)]
}

/** Four state words in the manner of splitmix32: absorb every word, then step a Weyl sequence and mix. */
function hashState(words: readonly number[]): [number, number, number, number] {
  let hash = 0x9e3779b9
  for (const word of words) hash = mix((hash ^ word) + 0x9e3779b9)
  const step = () => {
    hash = (hash + 0x9e3779b9) | 0
    return mix(hash)
  }
  return [step(), step(), step(), step()]
}

function mix(word: number): number {
  let hash = word | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97)
  return hash ^ (hash >>> 15)
}

function createWords(start: readonly [number, number, number, number]): () => number {
  // In an array, since words in variables of a closure would each be a number object of their own.
  const state = Int32Array.from(start)
  const nextWord = () => {
    const a = state[0] as number
    const b = state[1] as number
    const c = state[2] as number
    const counter = state[3] as number
    const word = (a + b + counter) | 0
    state[0] = b ^ (b >>> 9)
    state[1] = (c + (c << 3)) | 0
    state[2] = ((c << 21) | (c >>> 11)) + word
    state[3] = counter + 1
    return word >>> 0
  }
  for (let i = 0; i < 12; i++) nextWord()
  return nextWord
}
