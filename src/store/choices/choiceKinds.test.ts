import { expect, it } from 'vitest'
import {
  flagKind,
  numberKind,
  numbersKind,
  optionalNumberKind,
  optionKind,
  placesKind,
  windowKind,
} from './choiceKinds.ts'

it('reads back every value that it writes', () => {
  const share = numberKind(0, 1)
  for (const value of [0, 1, 0.1 + 0.2, 1e-7]) expect(share.decode(share.encode(value))).toBe(value)
  const word = optionKind(['log', 'linear'])
  expect(word.decode(word.encode('linear'))).toBe('linear')
  const flag = flagKind()
  expect([true, false].map((value) => flag.decode(flag.encode(value)))).toEqual([true, false])
  const widths = numbersKind(1, 100, 3)
  for (const value of [[], [16], [16, 32, 100]]) expect(widths.decode(widths.encode(value))).toEqual(value)
  const range = optionalNumberKind(-5, 5)
  for (const value of [null, 0, -5, 1e-9]) expect(range.decode(range.encode(value))).toBe(value)
  const places = placesKind(2)
  for (const value of [
    [],
    [{ bend: 1, x: -6.25, y: 1e-7 }],
    [
      { bend: 2, x: 0, y: 1e21 },
      { bend: 20, x: 3, y: -4 },
    ],
  ])
    expect(places.decode(places.encode(value))).toEqual(value)
  const window = windowKind()
  for (const value of [null, [-1.5, 2, -1e-9, 3e5] as const])
    expect(window.decode(window.encode(value))).toEqual(value)
})

it.each([
  ['a number', numberKind(0, 10), ['', ' ', 'x', '-1', '11', 'NaN', 'Infinity', '1,5', '1 2']],
  ['a whole number', numberKind(0, 10, { integer: true }), ['1.5', '', '1e-1']],
  ['a word', optionKind(['log', 'linear']), ['', 'LOG', 'toString', 'log ']],
  ['a flag', flagKind(), ['', 'true', '2', '01']],
  ['numbers', numbersKind(1, 100, 3), ['', '0', '101', '1-2-3-4', '1--2', '1.5', '-1', '1-']],
  ['an optional number', optionalNumberKind(-5, 5), ['', '6', 'none', 'null']],
  [
    'places',
    placesKind(2),
    ['', '1_2', '1_2_3_4', '0_1_1', '21_1_1', '1.5_1_1', '1_NaN_1', '1_1_1~', '1_1_1~1_1_1~1_1_1', '1__1'],
  ],
  ['a window', windowKind(), ['', '0_1_0', '0_1_0_1_2', '1_0_0_1', '0_1_1_1', '0_1e9_0_1', '0_x_0_1']],
])('answers undefined for what is not %s', (_, kind, texts) => {
  for (const text of texts) expect(kind.decode(text), text).toBeUndefined()
})
