import { expect, it } from 'vitest'
import { formatOpenedData, formatOpenedFile, parseOpenedData, parseOpenedFile } from './openedId.ts'

const hash = '0123456789abcdef'

it('brings names of files and data back', () => {
  const file = { name: 'checkpoint-200.pt', hash }
  expect(formatOpenedFile(file)).toBe('checkpoint-200.pt!0123456789abcdef')
  expect(parseOpenedFile(formatOpenedFile(file))).toEqual(file)
  const data = { name: 'my data.npz', hash, inputShape: [3, 32, 32], classCount: 10 }
  expect(formatOpenedData(data)).toBe('my data.npz!0123456789abcdef!3x32x32!10')
  expect(parseOpenedData(formatOpenedData(data))).toEqual(data)
})

it('keeps the end of a long name and no mark of its own', () => {
  const id = formatOpenedFile({ name: `${'a'.repeat(100)}!end1.pt`, hash })
  expect(id.length).toBe(97)
  expect(parseOpenedFile(id)?.name.endsWith('_end1.pt')).toBe(true)
})

it.each([
  '',
  'a',
  `a!${hash}!2`,
  `a!${hash}!2x3!4`,
  `a!${hash}!0!2`,
  `a!${hash}!2!1`,
  `!${hash}!2!2`,
  'a!xyz!2!2',
])('takes no other text for data: %j', (text) => {
  expect(parseOpenedData(text)).toBeUndefined()
})
