import { describe, expect, it } from 'vitest'
import type { Architecture, Layer } from '../networks/architecture.ts'
import { planNetwork } from '../networks/planNetwork.ts'
import { derivePermutations } from './permutationSpec.ts'

const conv = (out: number, rest: object = {}): Layer => ({
  type: 'conv2d',
  out,
  kernel: 3,
  padding: 1,
  ...rest,
})
const end: Layer[] = [{ type: 'flatten' }, { type: 'linear', out: 3, name: 'fc' }]

function specOf(input: readonly number[], layers: readonly Layer[]) {
  return derivePermutations(planNetwork({ input, layers } as Architecture))
}

/** Rows and columns of each tensor as [group, block], by name. */
function axesOf(input: readonly number[], layers: readonly Layer[]) {
  const spec = specOf(input, layers)
  const show = (axis?: { group: number; block: number }) => axis && [axis.group, axis.block]
  return Object.fromEntries(
    spec.tensors.map(({ slot, rows, columns }) => [slot.name, [show(rows), show(columns)]]),
  )
}

describe('what may be permuted', () => {
  it('is every hidden unit, with its bias, its batch norm and the inputs of the next layer', () => {
    expect(
      axesOf(
        [5],
        [
          { type: 'linear', out: 4, name: 'a' },
          { type: 'batchnorm', name: 'n' },
          { type: 'relu' },
          { type: 'linear', out: 3, name: 'b' },
        ],
      ),
    ).toEqual({
      'a.weight': [[0, 1], undefined],
      'a.bias': [[0, 1], undefined],
      'n.weight': [[0, 1], undefined],
      'n.bias': [[0, 1], undefined],
      'n.running_mean': [[0, 1], undefined],
      'n.running_var': [[0, 1], undefined],
      'b.weight': [undefined, [0, 1]],
    })
  })

  it('keeps the pixels of a flattened channel together', () => {
    expect(axesOf([1, 4, 4], [conv(6, { name: 'c' }), { type: 'maxpool', kernel: 2 }, ...end])).toMatchObject(
      {
        'c.weight': [[0, 1], undefined],
        'fc.weight': [undefined, [0, 4]],
      },
    )
  })

  it('joins streams that are added: through the identity, and through a projection', () => {
    const block = (name: string, shortcut: Layer[]): Layer => ({
      type: 'residual',
      body: [conv(4, { name: `${name}1` }), { type: 'relu' }, conv(4, { name: `${name}2` })],
      shortcut,
    })
    const axes = axesOf(
      [1, 4, 4],
      [conv(4, { name: 'c' }), block('a', []), block('b', [conv(4, { name: 'p' })]), ...end],
    )
    expect(axes).toMatchObject({
      'c.weight': [[0, 1], undefined],
      'a1.weight': [
        [1, 1],
        [0, 1],
      ],
      'a2.weight': [
        [0, 1],
        [1, 1],
      ],
      'b1.weight': [
        [2, 1],
        [0, 1],
      ],
      'b2.weight': [
        [3, 1],
        [2, 1],
      ],
      'p.weight': [
        [3, 1],
        [0, 1],
      ],
      'fc.weight': [undefined, [3, 16]],
    })
  })

  it('moves the outputs of a depthwise convolution with their channel', () => {
    const axes = axesOf(
      [1, 4, 4],
      [
        conv(4, { name: 'c' }),
        conv(8, { groups: 4, name: 'd' }),
        { type: 'batchnorm', name: 'n' },
        conv(5, { name: 'e' }),
        ...end,
      ],
    )
    expect(axes).toMatchObject({
      'c.weight': [[0, 1], undefined],
      'd.weight': [[0, 2], undefined],
      'n.running_var': [[0, 2], undefined],
      'e.weight': [
        [1, 1],
        [0, 2],
      ],
    })
  })

  it('leaves what a grouped convolution reads and makes in its place, and says why', () => {
    const spec = specOf(
      [1, 4, 4],
      [conv(4), conv(4, { groups: 2, name: 'g' }), conv(6, { name: 'e' }), ...end],
    )
    expect(spec.groups).toEqual([{ size: 6, layers: ['e'] }])
    expect(spec.unmoved).toEqual([{ layer: 'g', reason: 'its 2 groups read fixed ranges of channels' }])
  })

  it('leaves a stream in its place that is added to the inputs', () => {
    const spec = specOf(
      [3],
      [
        { type: 'residual', body: [{ type: 'linear', out: 3, name: 'a' }], shortcut: [] },
        { type: 'linear', out: 2 },
      ],
    )
    expect(spec.groups).toEqual([])
    expect(spec.unmoved).toEqual([
      { layer: 'a', reason: 'its units are added to ones that keep their places' },
    ])
  })
})
