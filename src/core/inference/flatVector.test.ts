import { expect, it } from 'vitest'
import { planNetwork } from '../networks/planNetwork.ts'
import { countParameters, cutFlatVector, isFlatVector } from './flatVector.ts'

const network = planNetwork({
  input: [2],
  layers: [
    { type: 'linear', out: 3, name: 'a' },
    { type: 'relu' },
    { type: 'linear', out: 2, bias: false, name: 'b' },
  ],
})

it('gives the parts of a vector the names and shapes of parameters()', () => {
  const cut = cutFlatVector(network, [{ name: 'flat', shape: [15] }], (_, { name, shape }) => ({
    name,
    shape: [...shape],
  }))
  expect(cut).toEqual([
    { name: 'a.weight', shape: [3, 2] },
    { name: 'a.bias', shape: [3] },
    { name: 'b.weight', shape: [2, 3] },
  ])
  expect(countParameters(cut)).toBe(15)
})

it('leaves everything else alone', () => {
  const fail = () => {
    throw new Error('nothing to cut')
  }
  for (const tensors of [[{ name: 'flat', shape: [14] }], [{ name: 'a', shape: [3, 5] }], []]) {
    expect(cutFlatVector(network, tensors, fail)).toBe(tensors)
  }
  expect(
    isFlatVector([
      { name: 'a', shape: [5] },
      { name: 'b', shape: [5] },
    ]),
  ).toBe(false)
  const counted = ['bn.weight', 'bn.running_mean', 'bn.num_batches_tracked']
  expect(countParameters(counted.map((name) => ({ name, shape: [4] })))).toBe(4)
})
