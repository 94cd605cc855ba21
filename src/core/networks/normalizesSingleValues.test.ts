import { expect, it } from 'vitest'
import type { Layer } from './architecture.ts'
import { normalizesSingleValues } from './normalizesSingleValues.ts'
import { planNetwork } from './planNetwork.ts'

const norm: Layer = { type: 'batchnorm' }
const shrink: Layer = { type: 'conv2d', out: 2, kernel: 4 }

it.each<[string, readonly Layer[], boolean]>([
  ['on features', [{ type: 'flatten' }, norm], true],
  ['on images', [norm, { type: 'flatten' }], false],
  ['on images of one pixel', [shrink, norm, { type: 'flatten' }], true],
  ['inside a residual layer', [{ type: 'flatten' }, { type: 'residual', body: [norm], shortcut: [] }], true],
  [
    'inside a shortcut',
    [{ type: 'flatten' }, { type: 'residual', body: [{ type: 'relu' }], shortcut: [norm] }],
    true,
  ],
  ['nowhere', [{ type: 'flatten' }], false],
])('batch norm %s', (_, layers, expected) => {
  const network = planNetwork({ input: [1, 4, 4], layers: [...layers, { type: 'linear', out: 2 }] })
  expect(normalizesSingleValues(network)).toBe(expected)
})
