import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { initialBuffers } from '../../core/networks/network.ts'
import { createRandom } from '../../core/random.ts'
import { type PredictedName, readGoldenPredictions, scoreEnsemble } from '../../fixtures/goldenPredictions.ts'
import { readEnsembles, readFixture, readPublicData } from '../../fixtures/readFixture.ts'
import { createReferenceProblem } from '../../fixtures/referenceProblem.ts'
import type { Backend, JobControl, PredictRequest, Session } from './backend.ts'
import { createSimdBackend } from './simd/createSimdBackend.ts'
import { createTfBackend } from './tf/createTfBackend.ts'

const control: JobControl = { breathe: async () => {} }
const ensembles = readEnsembles()
const backends = { simd: createSimdBackend, 'tf-cpu': () => createTfBackend('tf-cpu') } as const

function createProblem(name: PredictedName) {
  const golden = readFixture(name)
  const file = name === 'moons' ? golden : readPublicData('digits')
  return { golden, ...createReferenceProblem(name, file) }
}

describe.each(['simd', 'tf-cpu'] as const)('%s', (backendName) => {
  let backend: Backend
  beforeAll(async () => {
    backend = await backends[backendName]()
  })
  afterAll(() => backend.dispose())

  describe.each<PredictedName>(['moons', 'digits_bn'])('%s', (name) => {
    const { golden, network, dataset } = createProblem(name)
    const { basis, coefficients, probabilities, scores } = readGoldenPredictions(name, golden, ensembles)
    const request: PredictRequest = {
      basis,
      buffers: [],
      coefficients,
      inputs: { split: 'test' },
      batchNorm: 'recomputed',
    }
    const size = dataset.test.count * network.classCount
    let session: Session
    let got: Float32Array
    beforeAll(async () => {
      session = await backend.createSession(network, dataset)
      got = await session.predict(request, control)
    })
    afterAll(() => session.dispose())

    test('are those of PyTorch, and so are the scores of their means', () => {
      expect(got).toHaveLength(3 * size)
      probabilities.forEach((wanted, k) => {
        for (const [i, p] of wanted.entries()) {
          expect(Math.abs((got[k * size + i] ?? Number.NaN) - p)).toBeLessThan(1e-5)
        }
      })
      expect(scores).toHaveLength(6)
      for (const { members, score } of scores) {
        const { nll, correct } = scoreEnsemble(got, members, dataset.test)
        expect(correct).toBe(score.correct)
        expect(Math.abs(nll - score.nll)).toBeLessThan(2e-6)
      }
    })

    test('every row sums to 1', () => {
      for (let at = 0; at < got.length; at += network.classCount) {
        const sum = got.subarray(at, at + network.classCount).reduce((total, p) => total + p, 0)
        expect(Math.abs(sum - 1)).toBeLessThan(1e-6)
      }
    })

    test("the rows of a split, given as rows of one's own, have the same bytes", async () => {
      const own = await session.predict({ ...request, inputs: { rows: dataset.test.inputs } }, control)
      expect(own).toEqual(got)
    })

    test('a NaN in a row spoils that row alone; one in the weights spoils every row', async () => {
      const features = dataset.test.inputs.length / dataset.test.count
      const rows = dataset.test.inputs.slice(0, 20 * features)
      rows[7 * features + 1] = Number.NaN
      const spoilt = (basis[2] as Float32Array).slice()
      spoilt[0] = Number.NaN
      const point = { ...request, inputs: { rows }, coefficients: Float64Array.of(1) }
      const findNaNs = async (weights: Float32Array) => {
        const values = await session.predict({ ...point, basis: [weights] }, control)
        return Array.from({ length: 20 }, (_, row) =>
          values.subarray(row * network.classCount, (row + 1) * network.classCount),
        ).map((row) => row.filter(Number.isNaN).length)
      }
      const all = network.classCount
      expect(await findNaNs(basis[0] as Float32Array)).toEqual(
        Array.from({ length: 20 }, (_, row) => (row === 7 ? all : 0)),
      )
      expect(await findNaNs(spoilt)).toEqual(Array.from({ length: 20 }, () => all))
    })
  })

  test('stored statistics are combined like the weights', async () => {
    const { golden, network, dataset } = createProblem('digits_bn')
    const { basis } = readGoldenPredictions('digits_bn', golden, ensembles)
    const session = await backend.createSession(network, dataset)
    const random = createRandom(4, 'data')
    const buffers = basis.map(() => initialBuffers(network).map((value) => value + 0.1 * random.next()))
    const coefficients = Float64Array.of(0.5, 0.25, 0.25)
    const request = { basis, buffers, coefficients, batchNorm: 'stored' as const }
    const got = await session.predict({ ...request, inputs: { split: 'test' } }, control)
    const values = await session.evaluate({ ...request, splits: ['test'] }, control)
    const nll = dataset.test.labels.reduce((sum, label, row) => sum - Math.log(got[10 * row + label] ?? 0), 0)
    expect(nll / dataset.test.count).toBeCloseTo(values.test?.nll[0] ?? Number.NaN, 5)
    session.dispose()
  })
})
