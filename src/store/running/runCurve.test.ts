import { expect, it } from 'vitest'
import { affineProduct, measureBasis } from '../../core/planes/geometry.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { BendPlace } from '../choices/choiceKinds.ts'
import { setChoices } from '../choices/editing.ts'
import type { Study } from '../context.ts'
import type { FakeClient } from '../fakes/createFakeClient.ts'
import { createFakeStudy, createFinishedStudy, createGate, settle } from '../fakes/createFakeStudy.ts'
import { curveKey, freshnessOf } from '../keys.ts'
import { controlRows, createCurveFrame, placePoint } from '../landscape/frame.ts'
import type { CurveResult } from '../results.ts'
import { cancelRun } from './jobs.ts'
import { repeatStep, runStep } from './runAll.ts'
import { runCurve } from './runCurve.ts'

const places: readonly BendPlace[] = [
  { bend: 1, x: 1, y: 2 },
  { bend: 1, x: 2, y: -1 },
]

function curveOf(study: Study): CurveResult {
  return study.store.getState().results.curve as CurveResult
}

/** Where the first bend of a start lies in the plane of the curve that it came from. */
async function placeOf(study: Study, fake: FakeClient, curve: CurveResult, bend: number) {
  const frame = await createCurveFrame(study, curve, bend)
  const start = fake.requests('define').at(-1)
  if (start?.kind !== 'combination') throw new Error('no start was defined')
  return placePoint(frame, start.coefficients)
}

it('refuses endpoints that are the same network', async () => {
  const { study, fake } = createFakeStudy()
  setChoices(study, { seed1: 5, seed2: 5 })
  expect(await runStep(study, 'curve')).toBe('failed')
  expect(study.store.getState().failures.curve).toMatchObject({
    code: 'identical-endpoints',
    message: expect.stringContaining('the same network'),
  })
  expect(fake.requests('trainCurve')).toEqual([])
})

it('trains all bends from the segment and keeps the geometry of the result', async () => {
  const { study, fake } = await createFinishedStudy({ bends: 3, curve: 'chain' })
  const { endpoints } = study.store.getState().results
  const { controlPoints, geometry, key } = curveOf(study)
  expect(controlPoints).toHaveLength(5)
  expect([controlPoints[0], controlPoints[4]]).toEqual([endpoints[0]?.id, endpoints[1]?.id])
  expect(geometry).toEqual(measureBasis(controlPoints.map((id) => fake.held.get(id)?.weights ?? [])))
  expect(key).toBe(curveKey(study.store.getState().choices))
})

it('names new ends where they are freed', async () => {
  const { study } = await createFinishedStudy({ freeEndpoints: true })
  const { endpoints } = study.store.getState().results
  const { controlPoints } = curveOf(study)
  expect(controlPoints).not.toContain(endpoints[0]?.id)
  expect(controlPoints).not.toContain(endpoints[1]?.id)
})

it('goes on from where its bend was put, and only then', async () => {
  const { study, fake } = await createFinishedStudy()
  const before = curveOf(study)
  setChoices(study, { restarts: places.slice(0, 1) })
  await runStep(study, 'curve')
  expect(fake.requests('trainCurve')).toHaveLength(1)
  expect(await placeOf(study, fake, before, 1)).toMatchObject({
    x: expect.closeTo(1, 9),
    y: expect.closeTo(2, 9),
  })
  const middle = curveOf(study)
  setChoices(study, { restarts: places })
  await runStep(study, 'curve')
  expect(fake.requests('trainCurve')).toHaveLength(2)
  expect(await placeOf(study, fake, middle, 1)).toMatchObject({
    x: expect.closeTo(2, 9),
    y: expect.closeTo(-1, 9),
  })
})

it('replays every restart where nothing is there, with the same result', async () => {
  const { study } = await createFinishedStudy()
  for (const count of [1, 2]) {
    setChoices(study, { restarts: places.slice(0, count) })
    await runStep(study, 'curve')
  }
  const { study: other, fake } = createFakeStudy()
  setChoices(other, { restarts: places })
  await runStep(other, 'curve')
  expect(fake.requests('trainCurve').map(({ startBends }) => startBends?.length)).toEqual([undefined, 1, 1])
  expect(curveOf(other).geometry).toEqual(curveOf(study).geometry)
  await repeatStep(other, 'curve')
  expect(fake.requests('trainCurve')).toHaveLength(6)
})

it('goes on from its own ends where they were freed', async () => {
  const { study, fake } = await createFinishedStudy({ freeEndpoints: true })
  const { controlPoints } = curveOf(study)
  setChoices(study, { restarts: places.slice(0, 1) })
  await runStep(study, 'curve')
  expect(fake.requests('trainCurve')[0]?.endpoints).toEqual([controlPoints[0], controlPoints[2]])
})

it('moves the bend that was held and leaves the others where they were', async () => {
  const { study, fake } = await createFinishedStudy({ bends: 2 })
  const before = curveOf(study)
  const frame = await createCurveFrame(study, before, 2)
  const rows = controlRows(frame)
  setChoices(study, { restarts: [{ bend: 2, x: 1, y: 1 }] })
  await runStep(study, 'curve')
  const [first, second] = fake.requests('define').filter(({ kind }) => kind === 'combination')
  expect(first).toMatchObject({ coefficients: rows[1] })
  expect(second).toMatchObject({ coefficients: controlRows(frame, { bend: 2, x: 1, y: 1 })[2] })
})

it('keeps a diverged curve, trains it no further and starts anew after it', async () => {
  const { study, fake } = await createFinishedStudy()
  fake.diverged = { epoch: 1, step: 2, learningRate: 9 }
  setChoices(study, { curveSeed: 4, restarts: places })
  expect(await runStep(study, 'curve')).toBe('failed')
  expect(fake.requests('trainCurve')).toHaveLength(1)
  expect(curveOf(study).diverged).toEqual(fake.diverged)
  const { choices, results } = study.store.getState()
  expect(freshnessOf(choices, results).curve).toBe('fresh')
  fake.diverged = undefined
  setChoices(study, { restarts: [...places, ...places] })
  await runStep(study, 'curve')
  expect(fake.requests('trainCurve')).toHaveLength(6)
})

it('keeps what it had when it is cancelled, in training or while the result is measured', async () => {
  for (const verb of ['trainCurve', 'measure'] as const) {
    const { study, fake } = await createFinishedStudy()
    const before = study.store.getState().results
    setChoices(study, { curveSeed: 4 })
    const gate = createGate()
    fake.pace = (at) => (at === verb ? gate.wait : undefined)
    const run = runCurve(study)
    await settle()
    cancelRun(study, 'curve')
    gate.open()
    expect(await run).toBe('cancelled')
    expect(study.store.getState().results).toBe(before)
    expect(study.store.getState().live.curve).toBeUndefined()
  }
})

it('shows the curve in training until its own landscape begins to show', async () => {
  const { study, fake } = await createFinishedStudy()
  setChoices(study, { curveSeed: 4 })
  const [training, evaluating] = [createGate(), createGate()]
  fake.pace = (verb) =>
    verb === 'trainCurve' ? training.wait : verb === 'evaluate' ? evaluating.wait : undefined
  const run = runStep(study, 'landscape')
  await settle()
  expect(study.store.getState().live.curve?.geometry.size).toBe(3)
  training.open()
  await settle()
  expect(study.store.getState().live.curve).toBeDefined()
  evaluating.open()
  expect(await run).toBe('done')
  expect(study.store.getState().live).toMatchObject({ curve: undefined, landscape: undefined })
})

it('puts the profiles of the last three curves aside', async () => {
  const { study } = await createFinishedStudy()
  const keys = [study.store.getState().results.profile?.key]
  for (const curveSeed of [1, 2, 3, 4]) {
    setChoices(study, { curveSeed })
    await runStep(study, 'curve')
    keys.unshift(study.store.getState().results.profile?.key)
  }
  expect(study.store.getState().kept.map(({ key }) => key)).toEqual(keys.slice(1, 4))
})

it('asks for weights that the engine holds', async () => {
  const { study, fake } = await createFinishedStudy({ restarts: places })
  const ids = curveOf(study).controlPoints
  expect(ids.every((id: WeightsId) => fake.held.has(id))).toBe(true)
  expect(affineProduct(curveOf(study).geometry, [-1, 1, 0], [-1, 1, 0])).toBeGreaterThan(0)
})
