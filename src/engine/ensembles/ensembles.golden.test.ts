import { describe, expect, test } from 'vitest'
import { curveRows } from '../../core/curves/curve.ts'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { readFixture, readPublicData, readScience } from '../../fixtures/readFixture.ts'
import { createReferenceProblem } from '../../fixtures/referenceProblem.ts'
import { awaitDone, createNodeLab, onlyJob } from '../fakes/nodeLab.ts'

const science = readScience()
const nets = ['moons', 'digits_mlp'] as const
const backends = ['simd', 'tf-cpu'] as const

async function prepare(name: (typeof nets)[number]) {
  const golden = readFixture(name)
  const file = name === 'moons' ? golden : readPublicData('digits')
  const { network, dataset } = createReferenceProblem(name, file)
  return { golden, network, ...(await createNodeLab(dataset)) }
}

describe.each(nets)('%s', (name) => {
  test.each(backends)('the official snapshots make the official ensembles, on %s', async (backend) => {
    const { network, lab, problemOn, hold } = await prepare(name)
    const weights = fixtureTensor(science, `${name}.fge.weights`)
    const size = network.parameterCount
    const count = weights.length / size
    const basis = await Promise.all(
      Array.from({ length: count }, (_, k) => hold(`s${k}`, weights.subarray(k * size, (k + 1) * size))),
    )
    const coefficients = Float64Array.from({ length: count * count }, (_, i) => Number(i % (count + 1) === 0))
    const problem = problemOn(backend, network.architecture)
    const got = await awaitDone(
      lab.scoreEnsemble(onlyJob, { problem, basis, coefficients, split: 'test', batchNorm: 'stored' }),
    )
    expect(got.members.map(({ correct }) => correct)).toEqual([
      ...fixtureTensor(science, `${name}.fge.member_correct`),
    ])
    expect(got.ensembles.map(({ correct }) => correct)).toEqual([
      ...fixtureTensor(science, `${name}.fge.ensemble_correct`),
    ])
    const wanted = fixtureTensor(science, `${name}.fge.ensemble_nll`)
    got.ensembles.forEach(({ nll }, k) => {
      expect(Math.abs(nll - (wanted[k] ?? 0))).toBeLessThan(2e-6)
    })
    expect(got.disagreement[0]).toBe(0)
    expect(got.disagreement[1]).toBe(got.disagreement[count])
  })
})

test.each(backends)('ensembles along the curve score as PyTorch’s, on %s', async (backend) => {
  const { golden, network, lab, problemOn, hold } = await prepare('digits_mlp')
  const keys = ['end1', 'bend.bezier', 'end2']
  const basis = await Promise.all(keys.map((key) => hold(key, fixtureTensor(golden, key))))
  const problem = problemOn(backend, network.architecture)
  const coefficients = curveRows('bezier', 3, [0, 0.5, 1])
  const common = { problem, basis, split: 'test', batchNorm: 'recomputed' } as const
  const scores = JSON.parse(science.metadata['digits_mlp.bezier'] ?? '{}')
  const { members, ensembles } = await awaitDone(lab.scoreEnsemble(onlyJob, { ...common, coefficients }))
  const { values } = await awaitDone(
    lab.compare(onlyJob, { ...common, coefficients, references: curveRows('bezier', 3, [0]) }, () => {}),
  )
  const close = (got: { nll: number; correct: number } | undefined, key: string) => {
    expect(got?.correct).toBe(scores[key].correct)
    expect(Math.abs((got?.nll ?? 0) - scores[key].nll)).toBeLessThan(2e-6)
  }
  ;['t=0', 't=0.5', 't=1'].forEach((key, k) => {
    close(members[k], key)
  })
  close(ensembles[1], 'ens_0_.5')
  close(ensembles[2], 'ens_0_.5_1')
  const pair = (k: number) => ({ nll: values.ensembleNll[k] ?? 0, correct: values.ensembleCorrect[k] ?? 0 })
  close(pair(0), 't=0')
  close(pair(1), 'ens_0_.5')
  close(pair(2), 'ens_0_1')
  expect(values.differing[0]).toBe(0)
  expect(values.correct).toEqual(Int32Array.from(members, ({ correct }) => correct))
})
