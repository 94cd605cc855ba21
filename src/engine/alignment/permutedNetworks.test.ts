import { describe, expect, test } from 'vitest'
import { applyPermutations, identityPermutations } from '../../core/alignment/applyPermutations.ts'
import { derivePermutations } from '../../core/alignment/permutationSpec.ts'
import type { Dataset } from '../../core/data/dataset.ts'
import type { Layer } from '../../core/networks/architecture.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { createRandom, shuffle } from '../../core/random.ts'
import { awaitDone, createNodeLab, onlyJob } from '../fakes/nodeLab.ts'

const conv = (out: number, rest: object = {}): Layer => ({
  type: 'conv2d',
  out,
  kernel: 3,
  padding: 1,
  ...rest,
})
const norm: Layer = { type: 'batchnorm' }
const relu: Layer = { type: 'relu' }
const end: Layer[] = [{ type: 'flatten' }, { type: 'linear', out: 3 }]

const cases: Record<string, readonly Layer[]> = {
  perceptron: [
    { type: 'flatten' },
    { type: 'linear', out: 9 },
    { type: 'tanh' },
    { type: 'linear', out: 8 },
    norm,
    relu,
    ...end,
  ],
  convolutions: [
    conv(6),
    norm,
    relu,
    { type: 'maxpool', kernel: 2 },
    conv(5, { stride: 2 }),
    { type: 'gelu' },
    ...end,
  ],
  'identity shortcuts': [
    conv(6),
    { type: 'residual', body: [norm, relu, conv(4), norm, relu, conv(6)], shortcut: [] },
    { type: 'residual', body: [norm, relu, conv(5), relu, conv(6)], shortcut: [] },
    norm,
    relu,
    { type: 'globalavgpool' },
    { type: 'linear', out: 3 },
  ],
  'projection shortcuts': [
    conv(4),
    norm,
    {
      type: 'residual',
      body: [conv(7, { stride: 2 }), norm, relu, conv(7)],
      shortcut: [conv(7, { stride: 2, bias: false }), norm],
    },
    { type: 'avgpool', kernel: 2 },
    ...end,
  ],
  'depthwise and grouped': [
    conv(6),
    conv(12, { groups: 6 }),
    norm,
    relu,
    conv(4),
    conv(4, { groups: 2 }),
    relu,
    conv(5),
    ...end,
  ],
}

/** 40 random images of 2×8×8 in each split. */
function drawData(): Dataset {
  const random = createRandom(5, 'data')
  const split = () => ({
    count: 40,
    inputs: Float32Array.from({ length: 40 * 128 }, random.normal),
    labels: Int32Array.from({ length: 40 }, (_, row) => row % 3),
  })
  return { inputShape: [2, 8, 8], classCount: 3, train: split(), test: split() }
}

/** A permutation that moves every unit. */
function derange(order: Int32Array, seed: number): Int32Array {
  const turned = Int32Array.from(order, (_, i) => (i + 1) % order.length)
  const names = shuffle(order.slice(), createRandom(seed, 'samples'))
  return Int32Array.from(order, (i) => names[turned[names.indexOf(i)] as number] as number)
}

describe.each(Object.entries(cases))('%s', (_name, layers) => {
  test('compute the same function after permutations that move every unit, with stored statistics too', async () => {
    const network = planNetwork({ input: [2, 8, 8], layers })
    const spec = derivePermutations(network)
    const random = createRandom(7, 'initialisation')
    const original = {
      weights: Float32Array.from({ length: network.parameterCount }, () => 0.3 * random.normal()),
      buffers: Float32Array.from({ length: network.bufferCount }, () => 0.5 + random.next()),
    }
    const permutations = identityPermutations(spec).map((order, g) => derange(order, g))
    for (const order of permutations) expect(order.every((unit, i) => unit !== i)).toBe(true)
    const permuted = applyPermutations(original, spec, permutations)
    expect(permuted.weights).not.toEqual(original.weights)
    const { lab, problemOn, hold } = await createNodeLab(drawData())
    const basis = [
      await hold('a', original.weights, original.buffers),
      await hold('b', permuted.weights, permuted.buffers),
    ]
    for (const batchNorm of ['stored', 'recomputed'] as const) {
      const { probabilities } = await awaitDone(
        lab.predict(onlyJob, {
          problem: problemOn('simd', network.architecture),
          basis,
          coefficients: Float64Array.of(1, 0, 0, 1),
          inputs: { split: 'test' },
          batchNorm,
        }),
      )
      const half = probabilities.length / 2
      let farthest = 0
      for (let i = 0; i < half; i++) {
        farthest = Math.max(farthest, Math.abs((probabilities[i] ?? 0) - (probabilities[half + i] ?? 1)))
      }
      expect(farthest).toBeLessThan(2e-5)
    }
  })
})
