import { expect, it } from 'vitest'
import { drawChoices } from '../fakes/randomChoices.ts'
import { checkChoices } from './checkChoices.ts'

it('gives everything back as it is that a link could carry', () => {
  for (let seed = 1; seed < 20; seed += 1) {
    const choices = drawChoices(seed)
    const copy = structuredClone(choices)
    expect(checkChoices(choices)).toBe(choices)
    expect(choices).toEqual(copy)
  }
})

it.each([
  [{ colour: 'red' }, 'no such choice: colour; there are data, '],
  [{ toString: 1 }, 'no such choice: toString'],
  [{ epochs: 0 }, 'epochs cannot be 0: a whole number from 1 to 2000'],
  [{ epochs: '20' }, 'epochs cannot be "20": a whole number'],
  [{ epochs: undefined }, 'epochs cannot be undefined'],
  [{ learningRate: Number.NaN }, 'learningRate cannot be NaN: a number from 0.000001'],
  [{ curve: 'spline' }, "curve cannot be \"spline\": one of 'bezier', 'chain'"],
  [{ widths: [16, 0] }, 'widths cannot be [16,0]: a list of at most 8 whole numbers from 1 to 1024'],
  [{ batchNorm: 1 }, 'batchNorm cannot be 1: true or false'],
  [{ window: [1, 0, 0, 1] }, 'window cannot be [1,0,0,1]: null or [x0, x1, y0, y1]'],
  [null, 'choices must be an object such as { seed2: 4 }, not null'],
  [[], 'choices must be an object'],
  ['seed2=4', 'choices must be an object'],
])('refuses %j and says what is allowed', (patch, message) => {
  expect(() => checkChoices(patch)).toThrow(RangeError)
  expect(() => checkChoices(patch)).toThrow(message)
})
