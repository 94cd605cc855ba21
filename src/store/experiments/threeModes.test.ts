import { expect, it } from 'vitest'
import { setChoices } from '../choices/editing.ts'
import { createFinishedStudy } from '../fakes/createFakeStudy.ts'
import { refuseSharedJobs } from '../fakes/refuseSharedJobs.ts'
import { runExperiment } from './runExperiment.ts'
import { selectExperiment } from './selectExperiment.ts'

it('trains the third mode where there is none, and a curve between every two', async () => {
  const { study, fake } = await createFinishedStudy()
  refuseSharedJobs(fake)
  setChoices(study, { modesSeed: 30, modesResolution: 5, bends: 2, points: 7 })
  fake.calls.length = 0
  expect(await runExperiment(study, 'threeModes')).toBe('done')
  expect(fake.requests('train').map(({ seed }) => seed)).toEqual([11])
  expect(
    fake
      .requests('trainCurve')
      .map(({ seed }) => seed)
      .sort(),
  ).toEqual([30, 31, 32])
  const { value, result } = selectExperiment(study.store.getState(), 'threeModes')
  const { edges, geometry, firstBend, seen } = value ?? expect.fail()
  expect(edges.map(({ curve }) => curve?.seed)).toEqual([30, 31, 32])
  expect(edges[0]?.segment.train.nll).toHaveLength(7)
  expect(seen?.values.train.nll).toHaveLength(25)
  expect(firstBend).toBe(3)
  expect(geometry.size).toBe(3 + 3 * 2)
  expect(result?.weights).toHaveLength(3 + 3 * 2)
  // The pairs go once around: where one ends the next begins.
  const [first, second] = edges
  expect(first?.segment.train.nll.at(-1)).toBeCloseTo(second?.segment.train.nll[0] as number, 9)
})

it('takes the third mode that the study has', async () => {
  const { study, fake } = await createFinishedStudy({ plane: 'modes' })
  await runExperiment(study, 'threeModes')
  expect(fake.requests('train')).toEqual([])
  const { results } = study.store.getState()
  expect(results.experiments?.threeModes?.weights[2]).toBe(results.endpoints[2]?.id)
})
