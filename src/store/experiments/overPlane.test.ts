import { expect, it } from 'vitest'
import { setChoices } from '../choices/editing.ts'
import { createFinishedStudy } from '../fakes/createFakeStudy.ts'
import { selectSurface } from '../landscape/surfaceSelectors.ts'
import { runStep } from '../running/runAll.ts'
import { runExperiment } from './runExperiment.ts'
import { selectExperiment } from './selectExperiment.ts'
import type { OverPlaneValue } from './values/overPlaneValue.ts'

it('compares every point of the grid with w₁, each at its place', async () => {
  const { study, fake } = await createFinishedStudy()
  expect(await runExperiment(study, 'overPlane')).toBe('done')
  const { landscape, endpoints } = study.store.getState().results
  const value = selectExperiment(study.store.getState(), 'overPlane').value as OverPlaneValue
  const { values, computed, grid } = value
  expect(computed).toBe(441)
  const request = fake.requests('compare')[0]
  expect(request?.basis[request.references.indexOf(1)]).toBe(endpoints[0]?.id)
  // The fake engine tells ten times the difference of the losses; the landscape has the losses themselves.
  const w1 = fake.held.get(endpoints[0]?.id as never)?.weights ?? new Float32Array()
  const lossOfW1 = w1.reduce((sum, one) => sum + (one - 1) ** 2, 0) / (2 * w1.length)
  const differing = Array.from(landscape?.values.train.nll ?? [], (nll) =>
    Math.round(10 * Math.abs(nll - lossOfW1)),
  )
  expect([...values.differing]).toEqual(differing)
  expect(grid).toBe(landscape?.grid)
})

it('is seen over the landscape only where that has the same grid, and grows while it is compared', async () => {
  const { study } = await createFinishedStudy()
  const select = () => selectSurface(study.store.getState())
  expect(select()).toBeUndefined()
  setChoices(study, { surface: 'ensemble' })
  expect(select()?.known.some((flag) => flag === 1)).toBe(false)
  const shares: number[] = []
  const stop = study.store.subscribe(({ live }) => {
    if (live.experiment?.value) shares.push(select()?.known.filter((flag) => flag === 1).length ?? 0)
  })
  await runExperiment(study, 'overPlane')
  stop()
  expect(new Set(shares)).toEqual(new Set([221, 441]))
  expect(select()?.complete).toBe(true)
  expect(select()).toBe(select())
  setChoices(study, { resolution: 41 })
  await runStep(study, 'landscape')
  expect(select()?.values).toHaveLength(41 * 41)
  expect(select()?.known.some((flag) => flag === 1)).toBe(false)
})
