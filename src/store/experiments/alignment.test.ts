import { expect, it } from 'vitest'
import { setChoices } from '../choices/editing.ts'
import { createFinishedStudy } from '../fakes/createFakeStudy.ts'
import { runExperiment } from './runExperiment.ts'
import { selectExperiment } from './selectExperiment.ts'
import { toShownLandscape } from './toShownLandscape.ts'

const select = (study: Parameters<typeof runExperiment>[0]) =>
  selectExperiment(study.store.getState(), 'alignment')

it('follows segment and curve to w₂ and to its permuted copy, with one seed for both curves', async () => {
  const { study, fake } = await createFinishedStudy({ bends: 2, curveSeed: 31, alignResolution: 7 })
  expect(await runExperiment(study, 'alignment')).toBe('done')
  const { value, result } = select(study)
  const [w1, w2, aligned, ...bends] = result?.weights ?? []
  expect(fake.requests('align')).toMatchObject([{ reference: w1, moved: w2, id: aligned }])
  expect(fake.requests('trainCurve').map(({ endpoints, seed }) => [...endpoints, seed])).toEqual([
    [w1, w2, 31],
    [w1, aligned, 31],
  ])
  expect(bends).toHaveLength(4)
  expect(Object.keys(value?.ways ?? {})).toEqual(['segment', 'alignedSegment', 'curve', 'alignedCurve'])
  expect(value?.similarity).toHaveLength(2)
  for (const id of result?.weights ?? []) expect(fake.held.has(id)).toBe(true)
})

it('draws the plane of w₁, w₂ and π(w₂) with the curve to π(w₂) in it', async () => {
  const { study } = await createFinishedStudy({ bends: 1, alignResolution: 7 })
  await runExperiment(study, 'alignment')
  const seen = select(study).value?.seen
  if (!seen) throw new Error('no plane')
  expect(seen.squaredNorms).toHaveLength(49)
  expect(seen.plane.origin).toHaveLength(5)
  expect(seen.controlPoints).toEqual([0, 4, 2])
  const { frame, computed } = toShownLandscape(seen)
  expect(frame.basis).toHaveLength(5)
  expect(computed).toBe(49)
})

it('trains nothing without curves', async () => {
  const { study, fake } = await createFinishedStudy({ alignCurves: false, alignResolution: 5 })
  await runExperiment(study, 'alignment')
  expect(fake.requests('trainCurve')).toHaveLength(0)
  const { value, result } = select(study)
  expect(Object.keys(value?.ways ?? {})).toEqual(['segment', 'alignedSegment'])
  expect(result?.weights).toHaveLength(3)
  expect(value?.seen?.controlPoints).toEqual([])
})

it('does not become stale by the curve’s settings where no curve is wanted', async () => {
  const { study } = await createFinishedStudy({ alignCurves: false, alignResolution: 5 })
  await runExperiment(study, 'alignment')
  setChoices(study, { curveSeed: 77 })
  expect(select(study).freshness).toBe('fresh')
  setChoices(study, { alignCurves: true })
  expect(select(study).freshness).toBe('stale')
})
