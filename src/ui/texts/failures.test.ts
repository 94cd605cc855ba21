import { expect, it } from 'vitest'
import { failureText } from './failures.ts'

it('tells by the code what to do, whatever the message says', () => {
  expect(failureText({ code: 'identical-endpoints', message: 'a and b' }).remedy).toMatch(/different seeds/)
  expect(failureText({ code: 'file-missing', message: 'points.npz' }).remedy).toMatch(/Open them here/)
  expect(failureText({ code: 'invalid-request', message: 'identical endpoints, file needed' })).toEqual({
    remedy: 'This cannot be computed. Change the setting it names.',
    detail: 'identical endpoints, file needed',
  })
})
