import { describe, expect, test } from 'vitest'
import { curveRows, uniformTs } from '../../core/curves/curve.ts'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { readFixture, readPublicData, readScience } from '../../fixtures/readFixture.ts'
import { createReferenceProblem } from '../../fixtures/referenceProblem.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import { awaitDone, createNodeLab, onlyJob } from '../fakes/nodeLab.ts'

const science = readScience()

describe.each(['moons', 'digits_mlp'] as const)('%s', (name) => {
  test('weight matching is the reference’s, and so is the segment to the aligned network', async () => {
    const golden = readFixture(name)
    const file = name === 'moons' ? golden : readPublicData('digits')
    const { network, dataset } = createReferenceProblem(name, file)
    const { lab, problemOn, hold } = await createNodeLab(dataset)
    const reference = await hold('w1', fixtureTensor(golden, 'end1'))
    const moved = await hold('w2', fixtureTensor(golden, 'end2'))
    const id = 'aligned' as WeightsId
    const { architecture } = network
    const aligned = await awaitDone(lab.align(onlyJob, { architecture, reference, moved, id }, () => {}))
    expect(aligned.permutations.map(({ layers }) => layers)).toEqual([['fc1'], ['fc2']])
    const found = aligned.permutations.map(({ permutation }) => [...permutation])
    expect(found).toEqual(['p1', 'p2'].map((p) => [...fixtureTensor(science, `${name}.rebasin.${p}`)]))
    const problem = problemOn('simd', architecture)
    for (const [stage, end] of [
      ['before', moved],
      ['after', id],
    ] as const) {
      const { values } = await awaitDone(
        lab.evaluate(
          onlyJob,
          {
            problem,
            basis: [reference, end],
            coefficients: curveRows('chain', 2, uniformTs(61)),
            splits: ['train', 'test'],
            batchNorm: 'recomputed',
          },
          () => {},
        ),
      )
      for (const split of ['train', 'test'] as const) {
        const wanted = fixtureTensor(science, `${name}.rebasin.${stage}.${split}_nll`)
        values[split]?.nll.forEach((nll, k) => {
          const target = wanted[k] as number
          expect(Math.abs(nll - target)).toBeLessThan(2e-6 + 3e-5 * target)
        })
      }
    }
    const objective = fixtureTensor(science, `${name}.rebasin.objective`)
    expect(aligned.similarity.at(-1)).toBeCloseTo(objective.at(-1) as number, 3)
    expect(aligned.distance.after).toBeLessThan(aligned.distance.before)
  })
})
