import { expect, it } from 'vitest'
import { fixtureBytes, sourceOf } from '../fixtures/fixtureFile.ts'
import { formats, recognizeFormat } from './registry.ts'

it('names every format once', () => {
  const names = formats.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

it.each([
  ['moons_bezier.pt', 'torch'],
  ['state_dict_legacy.pth', 'torch'],
  ['digits_mlp_f16.safetensors', 'safetensors'],
  ['digits_mlp.npz', 'npz'],
  ['digits_mlp_flat.npy', 'npy'],
  ['digits_mlp_gzip.h5', 'hdf5'],
  ['arrays.json', 'json'],
])('recognises %s as %s', async (name, wanted) => {
  const format = await recognizeFormat(sourceOf(fixtureBytes(name), name))
  expect(format?.name).toBe(wanted)
})

it('goes by the bytes where the name lies', async () => {
  const format = await recognizeFormat(sourceOf(fixtureBytes('digits_mlp_f16.safetensors'), 'table.csv'))
  expect(format?.name).toBe('safetensors')
})

it.each([
  ['nothing.dat', new Uint8Array(0)],
  ['picture.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)],
  ['archive.zip', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0)],
])('takes nothing from %s', async (name, bytes) => {
  expect(await recognizeFormat(sourceOf(bytes, name))).toBeUndefined()
})
