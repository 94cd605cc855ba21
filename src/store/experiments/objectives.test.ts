import { expect, it } from 'vitest'
import { pathLength } from '../../core/curves/profileStatistics.ts'
import { setChoices } from '../choices/editing.ts'
import { createFinishedStudy } from '../fakes/createFakeStudy.ts'
import { refuseSharedJobs } from '../fakes/refuseSharedJobs.ts'
import { runExperiment } from './runExperiment.ts'
import { selectExperiment } from './selectExperiment.ts'

it('trains the curve by either objective from the same seed', async () => {
  const { study, fake } = await createFinishedStudy()
  refuseSharedJobs(fake)
  setChoices(study, { bends: 2, points: 9, curveSeed: 41 })
  fake.calls.length = 0
  expect(await runExperiment(study, 'objectives')).toBe('done')
  const requests = fake.requests('trainCurve')
  expect(requests.map(({ objective }) => objective)).toEqual(['uniform', 'arc-length'])
  expect(requests.map(({ seed }) => seed)).toEqual([41, 41])
  const { value, result } = selectExperiment(study.store.getState(), 'objectives')
  const { curves, apart, ts } = value ?? expect.fail()
  expect(result?.weights).toHaveLength(4)
  // The fake engine lifts the bends of both alike.
  expect(apart).toBeCloseTo(0, 6)
  for (const { density, dl } of curves) {
    expect(density).toHaveLength(ts.length)
    // q is the speed over the length: its mean over t is 1, up to the coarse steps.
    const mean = density.slice(1, -1).reduce((sum, one) => sum + one, 0) / (density.length - 2)
    expect(mean).toBeGreaterThan(0.5)
    expect(pathLength(dl)).toBeGreaterThan(0)
  }
})
