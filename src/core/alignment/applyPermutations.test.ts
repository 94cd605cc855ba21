import { expect, it } from 'vitest'
import { planNetwork } from '../networks/planNetwork.ts'
import { createRandom, shuffle } from '../random.ts'
import { applyPermutations, identityPermutations, sourceOf } from './applyPermutations.ts'
import { derivePermutations } from './permutationSpec.ts'

const network = planNetwork({
  input: [2],
  layers: [
    { type: 'linear', out: 3, name: 'a' },
    { type: 'batchnorm', name: 'n' },
    { type: 'linear', out: 2, name: 'b' },
  ],
})
const spec = derivePermutations(network)
const numbered = {
  weights: Float32Array.from({ length: network.parameterCount }, (_, i) => i),
  buffers: Float32Array.of(10, 20, 30, 1, 2, 3),
}

function slotOf(name: string, vector: Float32Array): number[] {
  const slot = network.parameters.find((one) => one.name === name)
  return slot ? [...vector.subarray(slot.offset, slot.offset + slot.size)] : []
}

it('moves a unit with its bias, its batch norm and what the next layer reads of it', () => {
  const moved = applyPermutations(numbered, spec, [Int32Array.of(2, 0, 1)])
  const take = (name: string, places: readonly number[]) => {
    const values = slotOf(name, numbered.weights)
    return places.map((place) => values[place])
  }
  expect(slotOf('a.weight', moved.weights)).toEqual(take('a.weight', [4, 5, 0, 1, 2, 3]))
  expect(slotOf('b.weight', moved.weights)).toEqual(take('b.weight', [2, 0, 1, 5, 3, 4]))
  for (const name of ['a.bias', 'n.weight', 'n.bias'])
    expect(slotOf(name, moved.weights)).toEqual(take(name, [2, 0, 1]))
  expect(slotOf('b.bias', moved.weights)).toEqual(slotOf('b.bias', numbered.weights))
  expect([...moved.buffers]).toEqual([30, 10, 20, 3, 1, 2])
})

it('copies a network under the identity, and comes back under the inverse', () => {
  const identity = identityPermutations(spec)
  expect(identity).toEqual([Int32Array.of(0, 1, 2)])
  const same = applyPermutations(numbered, spec, identity)
  expect(same).toEqual(numbered)
  expect(same.weights).not.toBe(numbered.weights)
  for (let seed = 0; seed < 5; seed++) {
    const order = shuffle(Int32Array.of(0, 1, 2), createRandom(seed, 'samples'))
    const inverse = order.map((_, unit) => order.indexOf(unit))
    const there = applyPermutations(numbered, spec, [order])
    expect(applyPermutations(there, spec, [inverse])).toEqual(numbered)
  }
})

it('moves the pixels of a flattened channel together, and nothing where no axis is', () => {
  const order = [Int32Array.of(1, 0)]
  expect([...sourceOf({ group: 0, block: 3 }, 6, order)]).toEqual([3, 4, 5, 0, 1, 2])
  expect([...sourceOf(undefined, 3, order)]).toEqual([0, 1, 2])
})
