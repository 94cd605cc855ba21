import { expect, it } from 'vitest'
import { createFinishedStudy } from '../fakes/createFakeStudy.ts'
import { spreadOut } from './alongCurve.ts'
import { runExperiment } from './runExperiment.ts'
import { selectExperiment } from './selectExperiment.ts'
import type { AlongCurveValue } from './values/alongCurveValue.ts'

it('lets the ends join first, and then whatever is farthest from all before', () => {
  expect(spreadOut(2)).toEqual([0, 1])
  expect(spreadOut(5)).toEqual([0, 1, 0.5, 0.25, 0.75])
  expect(spreadOut(4).map((t) => t.toFixed(2))).toEqual(['0.00', '1.00', '0.33', '0.67'])
})

it('compares curve and segment with the same end, and trains as many networks as there are points', async () => {
  const { study, fake } = await createFinishedStudy({ bends: 2 })
  study.store.setState(({ choices }) => ({ choices: { ...choices, alongCount: 3, alongSeed: 70 } }))
  const held = new Set(fake.held.keys())
  expect(await runExperiment(study, 'alongCurve')).toBe('done')
  const [curve, segment] = fake.requests('compare')
  const { controlPoints } = study.store.getState().results.curve ?? { controlPoints: [] }
  expect(curve?.basis).toEqual(controlPoints)
  expect([...(curve?.references ?? [])]).toEqual([1, 0, 0, 0])
  expect(segment?.basis).toEqual([controlPoints[0], controlPoints.at(-1)])
  expect(fake.requests('train').map(({ seed }) => seed)).toEqual([70, 71, 72])
  const value = selectExperiment(study.store.getState(), 'alongCurve').value as AlongCurveValue
  expect(value.ts).toHaveLength(61)
  expect(value.curve.ensembleCorrect[60]).toBe(value.segment.ensembleCorrect[60])
  expect(value.joined).toEqual([0, 1, 0.5])
  expect(value.onCurve).toHaveLength(3)
  expect(value.independent).toHaveLength(3)
  expect(new Set(fake.held.keys())).toEqual(held)
})
