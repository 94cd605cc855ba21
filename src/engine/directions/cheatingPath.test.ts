import { describe, expect, test } from 'vitest'
import { cheatingCoefficients, deriveCheatingPath } from '../../core/curves/cheatingPath.ts'
import type { Layer } from '../../core/networks/architecture.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { createRandom } from '../../core/random.ts'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { readFixture, readPublicData } from '../../fixtures/readFixture.ts'
import { createReferenceProblem } from '../../fixtures/referenceProblem.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import { awaitDone, createNodeLab, onlyJob } from '../fakes/nodeLab.ts'

const { dataset, network: reference } = createReferenceProblem('digits_mlp', readPublicData('digits'))
const conv = (out: number, rest: object = {}): Layer => ({
  type: 'conv2d',
  out,
  kernel: 3,
  padding: 1,
  ...rest,
})

const networks: Record<string, readonly Layer[]> = {
  'digits_mlp, trained': reference.architecture.layers,
  'leaky relu, a layer without bias': [
    { type: 'flatten' },
    { type: 'linear', out: 12 },
    { type: 'leakyrelu', slope: 0.2 },
    { type: 'linear', out: 9, bias: false },
    { type: 'relu' },
    { type: 'linear', out: 10 },
  ],
  'convolutions and pools': [
    conv(4),
    { type: 'relu' },
    { type: 'maxpool', kernel: 2 },
    conv(6),
    { type: 'avgpool', kernel: 2, stride: 1, padding: 1 },
    { type: 'relu' },
    { type: 'globalavgpool' },
    { type: 'linear', out: 10 },
  ],
}

describe.each(Object.entries(networks))('%s', (name, layers) => {
  test('keeps every label on the way to the origin, while the loss goes to that of a guess', async () => {
    const network = planNetwork({ input: [1, 8, 8], layers })
    const path = deriveCheatingPath(network)
    if (!path.possible) throw new Error(path.reason)
    const { lab, problemOn, hold } = await createNodeLab(dataset)
    const random = createRandom(3, 'initialisation')
    const draw = () => Float64Array.from({ length: network.parameterCount }, () => 0.4 * random.normal())
    const isTrained = name.includes('trained')
    const ends = ['end1', 'end2'].map((key) =>
      isTrained ? fixtureTensor(readFixture('digits_mlp'), key) : draw(),
    )
    const basis: WeightsId[] = []
    for (const [e, weights] of ends.entries()) {
      const from = await hold(`w${e}`, weights)
      for (const [p, { ranges }] of path.parts.entries()) {
        const id = `w${e}.${p}` as WeightsId
        await lab.define({ kind: 'masked', id, from, ranges })
        basis.push(id)
      }
    }
    const ts = [0, 0.25, 0.375, 0.15, 0.45, 0.49, 0.5, 0.51, 0.6, 0.8, 1]
    const { values } = await awaitDone(
      lab.evaluate(
        onlyJob,
        {
          problem: problemOn('simd', network.architecture),
          basis,
          coefficients: Float64Array.from(ts.flatMap((t) => cheatingCoefficients(path.parts, t))),
          splits: ['test'],
          batchNorm: 'stored',
        },
        () => {},
      ),
    )
    const { correct, nll } = values.test ?? { correct: [], nll: [] }
    const middle = ts.indexOf(0.5)
    // Halves and quarters scale every number exactly; other factors may tip a tie of rounding.
    for (const k of [1, 2]) expect(correct[k]).toBe(correct[0])
    ts.forEach((_, k) => {
      const end = k < middle ? 0 : ts.length - 1
      if (k !== middle) expect(Math.abs((correct[k] ?? 0) - (correct[end] ?? 0))).toBeLessThanOrEqual(1)
    })
    expect(nll[middle]).toBeCloseTo(Math.log(10), 6)
    expect(nll[ts.indexOf(0.49)]).toBeCloseTo(Math.log(10), 3)
    if (isTrained) expect(nll[0]).toBeLessThan(0.1)
  })
})
