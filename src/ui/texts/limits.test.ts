import { expect, it } from 'vitest'
import { numberLimitText, sizesLimitText } from './limits.ts'

it('tells what a number may be, and why', () => {
  expect(numberLimitText('size')).toBe(
    'a whole number from 20 to 10000: fewer leave too little to test on, more slow every epoch down',
  )
  expect(numberLimitText('noise')).toMatch(/^a number from 0 to 1: with more than the radius/)
})

it('tells how large a network may be, and why', () => {
  expect(sizesLimitText('widths')).toMatch(/^up to 8 whole numbers from 1 to 1024: larger networks/)
})
