import { expect, it } from 'vitest'
import { createArrayData } from './arrayData.ts'
import { checkDataSize, mostDataNumbers } from './checkDataSize.ts'
import { DataError } from './dataError.ts'

it('takes what fits and says how many rows would', () => {
  expect(() => checkDataSize('images', mostDataNumbers / 1024, 1024)).not.toThrow()
  expect(() => checkDataSize('images', 500_000, 3072)).toThrow(
    new DataError(
      'images',
      '500000 rows of 3072 numbers take 6.1 GB as float32; open at most 174762 rows of this size',
    ),
  )
})

it('refuses arrays by their shapes, before any memory is taken', () => {
  const inputs = { name: 'x', shape: [500_000, 3, 32, 32], data: new Uint8Array(0) }
  const labels = { name: 'y', shape: [500_000], data: new Uint8Array(0) }
  const options = { normalization: 'none', split: { by: 'share', testShare: 0.2 } } as const
  expect(() => createArrayData({ train: { inputs, labels } }, options)).toThrow(
    /array x: 500000 rows of 3072/,
  )
})
