import { expect, it } from 'vitest'
import { setChoices } from '../choices/editing.ts'
import { listSnapshots } from '../exporting/listSnapshots.ts'
import { createFinishedStudy } from '../fakes/createFakeStudy.ts'
import { cancelRun } from '../running/jobs.ts'
import { placeWeights } from './placeCurves.ts'
import { runExperiment } from './runExperiment.ts'
import { selectExperiment } from './selectExperiment.ts'
import type { RaceValue } from './values/raceValue.ts'

const settings = {
  epochs: 20,
  raceEpochs: 8,
  raceCycle: 2,
  raceCycles: 4,
  raceRepeats: 2,
  raceSeed: 50,
} as const

it('spends the same epochs on every method, those before FGE included', async () => {
  const { study, fake } = await createFinishedStudy(settings)
  expect(await runExperiment(study, 'race')).toBe('done')
  const { value } = selectExperiment(study.store.getState(), 'race')
  expect(value).toMatchObject({ before: 20, budget: 28 })
  const runs = fake.requests('trainSnapshots')
  const epochsOf = (method: string) =>
    runs.filter(({ plan }) => plan.method === method).map(({ plan }) => plan.epochs)
  expect(epochsOf('sse')).toEqual(new Array(6).fill(28))
  expect(epochsOf('fge')).toEqual(new Array(6).fill(8))
  const trained = fake.requests('train').map(({ recipe, seed }) => [recipe.epochs, seed])
  // Starts of FGE for all runs but the first, which goes on from w₁; independent networks for all.
  expect(trained.filter(([epochs]) => epochs === 20)).toHaveLength(5)
  expect(trained.filter(([epochs]) => epochs === 28).map(([, seed]) => seed)).toEqual([
    10, 51, 52, 53, 54, 55,
  ])
  const w1 = study.store.getState().results.endpoints[0]?.id
  expect(runs.filter(({ start }) => 'from' in start && start.from === w1)).toHaveLength(1)
})

it('starts FGE where a schedule for the whole budget breaks off, as the paper does', async () => {
  const { study, fake } = await createFinishedStudy({ ...settings, raceStart: 'schedule', raceShare: 0.8 })
  const held = new Set(fake.held.keys())
  fake.calls.length = 0
  expect(await runExperiment(study, 'race')).toBe('done')
  const { value, result } = selectExperiment(study.store.getState(), 'race')
  expect(value).toMatchObject({ before: 16, budget: 20 })
  const runs = fake.requests('trainSnapshots')
  expect(runs.map(({ plan }) => `${plan.method} ${plan.epochs}`).sort()).toEqual([
    ...new Array(6).fill('fge 4'),
    ...new Array(6).fill('sse 20'),
  ])
  const trained = fake.requests('train').map(({ recipe, seed }) => ({ ...recipe, seed }))
  const starts = trained.filter(({ epochs }) => epochs === 16)
  expect(starts.map(({ scheduleEpochs }) => scheduleEpochs)).toEqual(new Array(6).fill(20))
  expect(starts.map(({ seed }) => seed)).toEqual([10, 51, 52, 53, 54, 55])
  const alone = trained.filter(({ epochs }) => epochs === 20)
  expect(alone.map(({ scheduleEpochs }) => scheduleEpochs)).toEqual(new Array(6).fill(undefined))
  expect(value?.members.fge.map(({ spent }) => spent)).toEqual([17, 19, 37, 39, 57, 59])
  // Its start, two of FGE, four of the snapshot ensemble; nothing else is kept.
  expect(result?.weights).toHaveLength(7)
  expect(held).not.toContain(result?.weights[0])
  const added = [...fake.held.keys()].filter((id) => !held.has(id))
  expect(added.sort()).toEqual(result?.weights.toSorted())
})

it('counts epochs spent from run to run, and fills the table for one, two and three budgets', async () => {
  const { study } = await createFinishedStudy(settings)
  await runExperiment(study, 'race')
  const { value } = selectExperiment(study.store.getState(), 'race')
  const { members, rows } = value as RaceValue
  expect(members.independent.map(({ spent }) => spent)).toEqual([28, 56, 84])
  expect(members.sse.map(({ spent }) => spent).slice(0, 5)).toEqual([7, 14, 21, 28, 35])
  expect(members.fge.map(({ spent }) => spent).slice(0, 5)).toEqual([21, 23, 25, 27, 49])
  const table = rows.map(({ method, budgets, networks, scores }) => [
    method,
    budgets,
    networks,
    scores.length,
  ])
  expect(table).toEqual([
    ...[1, 2, 3].map((budgets) => ['fge', budgets, 4 * budgets, 2]),
    ...[1, 2, 3].map((budgets) => ['sse', budgets, 4 * budgets, 2]),
    ...[1, 2, 3].map((budgets) => ['independent', budgets, budgets, 2]),
    ...[1, 2, 3].map((budgets) => ['average', budgets, budgets, 2]),
  ])
})

it('shows the first run while it goes, and keeps the start and the first snapshots of either schedule alone', async () => {
  const { study, fake } = await createFinishedStudy(settings)
  const held = new Set(fake.held.keys())
  let sawTrace = false
  const stop = study.store.subscribe(({ live }) => {
    const seen = live.experiment?.name === 'race' ? live.experiment.value : undefined
    sawTrace ||= seen !== undefined && seen.rows.length === 0 && seen.traces.fge !== undefined
  })
  await runExperiment(study, 'race')
  stop()
  expect(sawTrace).toBe(true)
  const { value, result } = selectExperiment(study.store.getState(), 'race')
  // The start, four of FGE, four of the snapshot ensemble.
  expect(result?.weights).toHaveLength(9)
  expect(value?.chain?.geometry.size).toBe(5)
  expect(value?.chain?.train.nll).toHaveLength(4 * 8 + 1)
  expect(value?.traces.fge?.collected.map(({ spent }) => spent)).toEqual([21, 23, 25, 27])
  expect(value?.traces.sse?.collected.map(({ spent }) => spent)).toEqual([7, 14, 21, 28])
  // The plane of both: all nine are placed in it, and the three that span it lie there.
  const { plane } = value as RaceValue
  if (!plane) throw new Error('no plane')
  const places = placeWeights({ plane: plane.seen.plane, geometry: plane.geometry })
  const away = places.map(({ distance }) => distance)
  expect(away).toHaveLength(9)
  for (const index of [0, 4, 8]) expect(away[index]).toBeCloseTo(0)
  const { x, y } = plane.seen.grid
  for (const place of places) {
    expect(place.x > x.min && place.x < x.max && place.y > y.min && place.y < y.max).toBe(true)
  }
  expect(plane.seen.values.train.nll.every(Number.isFinite)).toBe(true)
  const [fge, sse] = ['fge', 'sse'].map((method) =>
    fake.requests('trainSnapshots').find(({ plan }) => plan.method === method),
  )
  const state = study.store.getState()
  expect(listSnapshots(state, 'fge')).toEqual(fge?.ids.slice(0, 4))
  expect(listSnapshots(state, 'sse')).toEqual(sse?.ids.slice(0, 4))
  const added = [...fake.held.keys()].filter((id) => !held.has(id))
  expect(added.sort()).toEqual(result?.weights.slice(1).toSorted())
})

it('gives everything back when it is cancelled', async () => {
  const { study, fake } = await createFinishedStudy(settings)
  const held = new Set(fake.held.keys())
  const stop = study.store.subscribe(({ live }) => {
    if (live.experiment?.value) cancelRun(study, 'experiment')
  })
  expect(await runExperiment(study, 'race')).toBe('cancelled')
  stop()
  expect(new Set(fake.held.keys())).toEqual(held)
})

it('names the training that diverged', async () => {
  const { study, fake } = await createFinishedStudy(settings)
  fake.diverged = { epoch: 3, step: 9, learningRate: 1 }
  expect(await runExperiment(study, 'race')).toBe('failed')
  const { failures } = study.store.getState()
  expect(failures.experiment).toMatchObject({ code: 'diverged' })
  setChoices(study, { raceEpochs: 9 })
  expect(study.store.getState().failures.experiment).toBeUndefined()
})
