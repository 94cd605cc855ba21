import { expect, test } from 'vitest'
import { EngineError } from '../../../protocol/engineError.ts'
import { translateError } from './deviceErrors.ts'

test.each([
  'Array buffer allocation failed',
  'Invalid typed array length: 123456789012',
  'createBuffer failed, size (8589934592) is too large for the implementation when mappedAtCreation == true',
])('a failed allocation is told as one: %s', (message) => {
  expect(translateError(new RangeError(message))).toMatchObject({ code: 'out-of-memory' })
})

test('other errors stay what they are', () => {
  const errors = [
    new EngineError('unsupported', 'no'),
    new RangeError('row 3 of 2'),
    new Error('alloc'),
    'text',
  ]
  for (const error of errors) expect(translateError(error)).toBe(error)
})

test('an allocation that cannot be met fails with the words that are looked for', () => {
  let caught: unknown
  try {
    new Float64Array(2 ** 53 - 1)
  } catch (error) {
    caught = error
  }
  expect(translateError(caught)).toMatchObject({ code: 'out-of-memory' })
})
