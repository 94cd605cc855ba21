import { expect, it } from 'vitest'
import { createDataSource } from './dataSource.ts'
import { readSamples } from './readSamples.ts'

const source = createDataSource(async () => new Uint8Array())
const data = {
  source: 'moons',
  size: 50,
  noise: 0.1,
  classCount: 2,
  seed: 3,
  testShare: 0.2,
  standardize: true,
} as const

it('gives the labels of a whole split and the rows that are asked for, as networks see them and as they were', async () => {
  const { dataset, raw } = await source.get(data)
  const all = await readSamples(source, { data, split: 'test' })
  expect(all.rowSize).toBe(2)
  expect([...all.inputs]).toEqual([...dataset.test.inputs])
  expect([...all.raw]).toEqual([...raw.test.inputs])
  const some = await readSamples(source, { data, split: 'test', rows: Int32Array.of(4, 1) })
  expect([...some.labels]).toEqual([...dataset.test.labels])
  expect([...some.raw]).toEqual([...raw.test.inputs.slice(8, 10), ...raw.test.inputs.slice(2, 4)])
})

it('refuses rows that are not there', async () => {
  const asked = readSamples(source, { data, split: 'test', rows: Int32Array.of(10) })
  await expect(asked).rejects.toMatchObject({
    code: 'invalid-request',
    message: expect.stringContaining('10'),
  })
})
