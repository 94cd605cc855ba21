import { describe, expect, it } from 'vitest'
import { assignRows } from '../data/assignment.ts'
import type { Layer } from '../networks/architecture.ts'
import { initializeWeights } from '../networks/initializers.ts'
import { initialBuffers } from '../networks/network.ts'
import { planNetwork } from '../networks/planNetwork.ts'
import { createRandom, shuffle } from '../random.ts'
import { applyPermutations, identityPermutations } from './applyPermutations.ts'
import { type Matching, matchWeights } from './matchWeights.ts'
import { derivePermutations } from './permutationSpec.ts'

function finish(steps: Generator<unknown, Matching>): Matching {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

describe('weight matching', () => {
  const conv: Layer = { type: 'conv2d', out: 6, kernel: 3, padding: 1 }
  const network = planNetwork({
    input: [2, 4, 4],
    layers: [
      conv,
      { type: 'batchnorm' },
      { type: 'relu' },
      { type: 'residual', body: [conv, { type: 'relu' }], shortcut: [] },
      { type: 'flatten' },
      { type: 'linear', out: 7 },
      { type: 'linear', out: 3 },
    ],
  })
  const spec = derivePermutations(network)
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
