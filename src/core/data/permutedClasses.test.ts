import { describe, expect, it } from 'vitest'
import { createRandom, shuffle } from '../random.ts'
import { findPermutedClasses } from './permutedClasses.ts'

describe('findPermutedClasses', () => {
  /** Confusion of a network that says `permutation[label]` and is wrong once in twenty. */
  function confuse(permutation: ArrayLike<number>): Int32Array {
    const count = permutation.length
    const confusion = new Int32Array(count * count)
    for (let label = 0; label < count; label++) {
      const said = permutation[label] as number
      confusion[label * count + said] = 95
      confusion[label * count + ((said + 1) % count)] = 5
    }
    return confusion
  }

  it('names the renaming', () => {
    const said = shuffle(
      Int32Array.from({ length: 100 }, (_, i) => i),
      createRandom(3, 'samples'),
    )
    const found = findPermutedClasses(confuse(said), 100)
    expect(found?.permutedAccuracy).toBeCloseTo(0.95, 12)
    expect(found?.accuracy).toBeLessThan(0.1)
    for (const [label, predicted] of said.entries()) expect(found?.permutation[predicted]).toBe(label)
  })

  it('sees two classes swapped', () => {
    const found = findPermutedClasses(confuse([0, 1, 3, 2, 4, 5, 6, 7, 8, 9]), 10)
    expect(Array.from(found?.permutation ?? [])).toEqual([0, 1, 3, 2, 4, 5, 6, 7, 8, 9])
    expect(Array.from(findPermutedClasses([5, 95, 90, 10], 2)?.permutation ?? [])).toEqual([1, 0])
  })

  it('is silent for good, untrained and mediocre networks and without samples', () => {
    expect(findPermutedClasses(confuse([0, 1, 2]), 3)).toBeUndefined()
    expect(findPermutedClasses(new Int32Array(9).fill(10), 3)).toBeUndefined()
    expect(findPermutedClasses([50, 40, 10, 45, 40, 15, 0, 10, 90], 3)).toBeUndefined()
    expect(findPermutedClasses([40, 60, 60, 40], 2)).toBeUndefined()
    expect(findPermutedClasses(new Int32Array(4), 2)).toBeUndefined()
  })
})
