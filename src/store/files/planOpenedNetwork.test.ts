import { expect, it } from 'vitest'
import type { Architecture } from '../../core/networks/architecture.ts'
import { planOpenedNetwork } from './planOpenedNetwork.ts'

const tensors = [
  { name: 'fc1.weight', shape: [16, 4] },
  { name: 'fc1.bias', shape: [16] },
  { name: 'fc2.weight', shape: [3, 16] },
  { name: 'fc2.bias', shape: [3] },
]
const data = { inputShape: [4], classCount: 3 }
const nothing = { answers: {}, given: undefined, present: undefined }
const tanh: Architecture = {
  input: [4],
  layers: [
    { type: 'linear', out: 16, name: 'fc1' },
    { type: 'tanh' },
    { type: 'linear', out: 3, name: 'fc2' },
  ],
}

it('guesses from tensors and asks what they cannot tell', () => {
  const guessed = planOpenedNetwork({ ...nothing, tensors, data })
  expect(guessed).toMatchObject({ from: 'tensors', family: 'chain', parameterCount: 131 })
  expect(guessed.problem).toBeUndefined()
  expect(guessed.questions.map(({ id }) => id)).toEqual(['activation'])
  const answered = planOpenedNetwork({ ...nothing, tensors, data, answers: { activation: 'tanh' } })
  expect(answered.architecture?.layers[1]).toEqual({ type: 'tanh' })
})

it('asks nothing where an architecture was opened, or where the present network fits', () => {
  const given = planOpenedNetwork({ ...nothing, tensors, data, given: tanh })
  expect(given).toMatchObject({ from: 'file', questions: [], architecture: tanh })
  const present = planOpenedNetwork({ ...nothing, tensors, data, present: tanh })
  expect(present).toMatchObject({ from: 'choices', questions: [], architecture: tanh })
})

it('takes what a checkpoint says of itself where its tensors agree', () => {
  expect(planOpenedNetwork({ ...nothing, tensors, data, told: tanh })).toMatchObject({
    from: 'file',
    questions: [],
    architecture: tanh,
  })
  const other: Architecture = { ...tanh, layers: [{ type: 'linear', out: 3, name: 'fc9' }] }
  expect(planOpenedNetwork({ ...nothing, tensors, data, told: other })).toMatchObject({ from: 'tensors' })
})

it('says where a given architecture differs from the tensors, and passes over a present one that does', () => {
  const narrow: Architecture = {
    ...tanh,
    layers: tanh.layers.with(0, { type: 'linear', out: 8, name: 'fc1' }),
  }
  expect(planOpenedNetwork({ ...nothing, tensors, data, given: narrow }).problem).toBe(
    'shape mismatch: fc1.weight is 16×4, expected 8×4',
  )
  expect(planOpenedNetwork({ ...nothing, tensors, data, present: narrow }).from).toBe('tensors')
})

it('holds the network against the data', () => {
  const classes = planOpenedNetwork({ ...nothing, tensors, data: { ...data, classCount: 5 } })
  expect(classes.problem).toBe('classes: the network tells 3 apart, the data have 5')
  const inputs = planOpenedNetwork({ ...nothing, tensors, data: { ...data, inputShape: [7] }, given: tanh })
  expect(inputs.problem).toBe('input: the network takes 4, the data have 7')
})

it('explains tensors that no chain of layers has', () => {
  const odd = planOpenedNetwork({ ...nothing, tensors: [{ name: 'a.weight', shape: [2, 2, 2] }], data })
  expect(odd).toMatchObject({ family: '', problem: expect.any(String) })
})
