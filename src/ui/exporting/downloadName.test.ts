import { expect, it } from 'vitest'
import { downloadName } from './downloadName.ts'

it.each([
  ['Two moons · MLP 2-16-16-2', 'plane.npz', 'two-moons-mlp-2-16-16-2-plane.npz'],
  ['../../Größe: <img>', 'w1.safetensors', 'große-img-w1.safetensors'],
  ['Ⅳ/二月', 'curve.npz', 'iv-二月-curve.npz'],
  ['···', 'curve.npz', 'curve.npz'],
  ['a'.repeat(80), 'plane.svg', `${'a'.repeat(60)}-plane.svg`],
  ['Two moons', 'load_weights.py', 'load_weights.py'],
])('%s gives %s the name %s', (study, name, expected) => {
  expect(downloadName(study, name)).toBe(expected)
})
