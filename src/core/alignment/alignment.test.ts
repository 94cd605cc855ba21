import { describe, expect, it } from 'vitest'
import { assignRows } from '../data/assignment.ts'
import type { Architecture, Layer } from '../networks/architecture.ts'
import { initializeWeights } from '../networks/initializers.ts'
import { initialBuffers } from '../networks/network.ts'
import { planNetwork } from '../networks/planNetwork.ts'
import { createRandom, shuffle } from '../random.ts'
import { applyPermutations, identityPermutations } from './applyPermutations.ts'
import { type Matching, matchWeights } from './matchWeights.ts'
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
  const network = planNetwork({ input, layers } as Architecture)
  return { network, spec: derivePermutations(network) }
}

/** Rows and columns of each tensor as [group, block], by name. */
function axesOf(input: readonly number[], layers: readonly Layer[]) {
  const { spec } = specOf(input, layers)
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
    const { spec } = specOf(
      [1, 4, 4],
      [conv(4), conv(4, { groups: 2, name: 'g' }), conv(6, { name: 'e' }), ...end],
    )
    expect(spec.groups).toEqual([{ size: 6, layers: ['e'] }])
    expect(spec.unmoved).toEqual([{ layer: 'g', reason: 'its 2 groups read fixed ranges of channels' }])
  })

  it('leaves a stream in its place that is added to the inputs', () => {
    const { spec } = specOf(
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

function finish(steps: Generator<unknown, Matching>): Matching {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

describe('weight matching', () => {
  const { network, spec } = specOf(
    [2, 4, 4],
    [
      conv(6),
      { type: 'batchnorm' },
      { type: 'relu' },
      { type: 'residual', body: [conv(6), { type: 'relu' }], shortcut: [] },
      { type: 'flatten' },
      { type: 'linear', out: 7 },
      { type: 'linear', out: 3 },
    ],
  )
  const assign = (gains: Float64Array, count: number) =>
    assignRows(
      gains.map((gain) => -gain),
      count,
    )
  const weightsOf = (seed: number) => {
    const weights = initializeWeights(network, 'he', createRandom(seed, 'initialisation'))
    return { weights, buffers: initialBuffers(network) }
  }

  it('finds the permutation that was done to a network', () => {
    const original = weightsOf(1)
    const random = createRandom(2, 'samples')
    const permutations = identityPermutations(spec).map((order) => shuffle(order, random))
    const moved = applyPermutations(original, spec, permutations)
    const { permutations: found } = finish(
      matchWeights({ spec, reference: original.weights, moved: moved.weights, assign }),
    )
    expect(applyPermutations(moved, spec, found)).toEqual(original)
    permutations.forEach((order, g) => {
      expect(found[g]).toEqual(Int32Array.from(order, (_, unit) => order.indexOf(unit)))
    })
  })

  it('never loses similarity, which is ⟨w, π(w′)⟩, and ends at a fixed point', () => {
    const [a, b] = [weightsOf(3), weightsOf(4)]
    const { permutations, similarity } = finish(
      matchWeights({ spec, reference: a.weights, moved: b.weights, assign }),
    )
    for (const [i, value] of similarity.entries())
      if (i > 0) expect(value).toBeGreaterThanOrEqual(similarity[i - 1] as number)
    expect(similarity.at(-1)).toBe(similarity.at(-2))
    const aligned = applyPermutations(b, spec, permutations)
    const product = a.weights.reduce((sum, value, i) => sum + value * (aligned.weights[i] as number), 0)
    expect(product).toBeCloseTo(similarity.at(-1) as number, 8)
  })
})
