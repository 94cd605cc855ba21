import { expect, it } from 'vitest'
import gzipped from '../../fixtures/files/digits_mlp_gzip.h5?url'
import { hdf5Format } from './hdf5.ts'

it('reads HDF5 in a browser, the library loaded on first use and its memory bounded', async () => {
  const bytes = new Uint8Array(await (await fetch(gzipped)).arrayBuffer())
  const file = {
    name: 'x.h5',
    size: bytes.length,
    slice: async (start: number, end: number) => bytes.slice(start, end),
  }
  const content = await hdf5Format.parse(file)
  expect(content).toMatchObject({ kind: 'tensors', skipped: [] })
  expect(content.kind === 'tensors' && content.tensors.map(({ name }) => name).sort()).toEqual([
    'fc1.bias',
    'fc1.weight',
    'fc2.bias',
    'fc2.weight',
    'fc3.bias',
    'fc3.weight',
  ])
  const { Module } = await import('h5wasm')
  // More than 384 MiB at once is refused by the bound, not by the browser.
  expect((Module as unknown as { _malloc(bytes: number): number })._malloc(500 * 2 ** 20)).toBe(0)
})
