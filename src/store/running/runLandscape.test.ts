import { afterEach, expect, it, vi } from 'vitest'
import { coarseToFine } from '../../core/planes/grid.ts'
import { projectCoefficients } from '../../core/planes/plane.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { EvaluateRequest } from '../../protocol/evaluation.ts'
import { setChoices } from '../choices/editing.ts'
import type { Study } from '../context.ts'
import type { FakeClient } from '../fakes/createFakeClient.ts'
import { createFinishedStudy, createGate, settle } from '../fakes/createFakeStudy.ts'
import { freshnessOf } from '../keys.ts'
import { selectLandscape, windowOf } from '../landscape/landscapeSelectors.ts'
import type { LandscapeResult } from '../results.ts'
import { estimateLandscapeSeconds } from './estimates.ts'
import { cancelRun } from './jobs.ts'
import { repeatStep, runStep } from './runAll.ts'
import { runLandscape } from './runLandscape.ts'

function landscapeOf(study: Study): LandscapeResult {
  return study.store.getState().results.landscape as LandscapeResult
}

function pointCount({ coefficients, basis }: EvaluateRequest): number {
  return coefficients.length / basis.length
}

function asked(fake: FakeClient): number {
  return fake.requests('evaluate').reduce((sum, request) => sum + pointCount(request), 0)
}

/** Places in the plane of all points that were asked for, rounded to text. */
function places(study: Study, fake: FakeClient): string[] {
  const { plane, geometry } = landscapeOf(study).frame
  return fake.requests('evaluate').flatMap((request) =>
    Array.from({ length: pointCount(request) }, (_, k) => {
      const row = request.coefficients.slice(k * 3, (k + 1) * 3)
      const { x, y } = projectCoefficients(plane, geometry, row)
      return `${x.toFixed(6)} ${y.toFixed(6)}`
    }),
  )
}

/** A study whose landscape is being computed and stops before part `part`. */
async function startAndStop(part: number) {
  const { study, fake } = await createFinishedStudy()
  study.store.setState(({ results }) => ({ results: { ...results, landscape: undefined } }))
  const gate = createGate()
  fake.pace = (verb, at) => (verb === 'evaluate' && at === part ? gate.wait : undefined)
  const run = runStep(study, 'landscape')
  await settle()
  return { study, fake, run, gate }
}

afterEach(() => {
  vi.restoreAllMocks()
})

it('asks coarse to fine', async () => {
  const { study, fake } = await createFinishedStudy()
  setChoices(study, { curveSeed: 4 })
  await runStep(study, 'curve')
  fake.calls.length = 0
  await runStep(study, 'landscape')
  const { grid, computed } = landscapeOf(study)
  expect(computed).toBe(441)
  const { order } = coarseToFine(21, 21)
  const step = (axis: typeof grid.x, i: number) => axis.min + ((axis.max - axis.min) * i) / 20
  expect(places(study, fake).slice(0, 60)).toEqual(
    Array.from(order.slice(0, 60), (index) => {
      const [x, y] = [step(grid.x, index % 21), step(grid.y, Math.floor(index / 21))]
      return `${x.toFixed(6)} ${y.toFixed(6)}`
    }),
  )
})

it('shows what is there while the rest is computed', async () => {
  // Every look at the clock is a tenth of a second after the last.
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 100))
  const { study, run, gate } = await startAndStop(3)
  const shown = selectLandscape(study.store.getState())
  expect(shown?.computed).toBeGreaterThanOrEqual(50)
  expect(shown?.values.train.correct.filter((count) => count >= 0)).toHaveLength(shown?.computed ?? 0)
  gate.open()
  expect(await run).toBe('done')
  expect(study.store.getState().live.landscape).toBeUndefined()
  expect(landscapeOf(study).values.test.count).toBe(300)
})

it('asks for no point twice when the grid becomes finer, moves or comes back', async () => {
  const { study, fake } = await createFinishedStudy()
  const coarse = landscapeOf(study)
  setChoices(study, { resolution: 41 })
  await runStep(study, 'landscape')
  expect(asked(fake)).toBe(41 * 41 - 21 * 21)
  expect(fake.requests('measure')).toEqual([])
  const fine = landscapeOf(study)
  expect(fine.frame).toBe(coarse.frame)
  coarse.values.train.nll.forEach((value, k) => {
    const index = Math.floor(k / 21) * 2 * 41 + (k % 21) * 2
    expect(fine.values.train.nll[index]).toBe(value)
  })
  setChoices(study, { resolution: 21 })
  await runStep(study, 'landscape')
  expect(asked(fake)).toBe(41 * 41 - 21 * 21)
  expect(landscapeOf(study).values.train.nll).toEqual(coarse.values.train.nll)
  const [x0, x1, y0, y1] = windowOf(coarse)
  fake.calls.length = 0
  setChoices(study, { window: [x0, x0 + (x1 - x0) / 2, y0, y0 + (y1 - y0) / 2] })
  await runStep(study, 'landscape')
  expect(asked(fake)).toBe(21 * 21 - 11 * 11)
})

it('keeps what was computed when it is cancelled, and asks only for the rest', async () => {
  const { study, fake, run } = await startAndStop(3)
  cancelRun(study, 'landscape')
  expect(await run).toBe('cancelled')
  const partial = landscapeOf(study)
  expect(partial).toMatchObject({ key: '', computed: 150 })
  expect(freshnessOf(study.store.getState().choices, study.store.getState().results).landscape).toBe('stale')
  const before = places(study, fake).slice(0, 150)
  fake.calls.length = 0
  fake.pace = undefined
  await runStep(study, 'landscape')
  const after = places(study, fake)
  expect(after).toHaveLength(441 - 150)
  expect(new Set([...before, ...after]).size).toBe(441)
  expect(landscapeOf(study).computed).toBe(441)
})

it('keeps what was computed when it fails', async () => {
  const { study, run, fake } = await startAndStop(9)
  cancelRun(study, 'landscape')
  await run
  fake.pace = (_, part) => (part === 2 ? Promise.reject(new EngineError('device-lost', 'gone')) : undefined)
  study.store.setState(({ results }) => ({ results: { ...results, landscape: undefined } }))
  expect(await runLandscape(study)).toBe('failed')
  expect(landscapeOf(study).computed).toBe(100)
  expect(study.store.getState().failures.landscape?.code).toBe('device-lost')
})

it('takes over the points of a run that it replaces', async () => {
  const { study, fake, run } = await startAndStop(4)
  const more = { resolution: 41 } as const
  setChoices(study, more)
  fake.pace = undefined
  fake.calls.length = 0
  const next = runStep(study, 'landscape')
  expect(await run).toBe('cancelled')
  expect(await next).toBe('done')
  expect(asked(fake)).toBe(41 * 41 - 200)
})

it('leaves the landscape of another plane where it is when not a point was computed', async () => {
  const { study, fake } = await createFinishedStudy()
  const before = landscapeOf(study)
  setChoices(study, { curveSeed: 4 })
  await runStep(study, 'curve')
  fake.pace = () => new Promise(() => {})
  const run = runLandscape(study)
  await settle()
  cancelRun(study, 'landscape')
  expect(await run).toBe('cancelled')
  expect(landscapeOf(study)).toBe(before)
})

it('draws again on demand, and keeps the old one when that is cancelled', async () => {
  const { study, fake } = await createFinishedStudy()
  const before = landscapeOf(study)
  fake.pace = (_, part) => (part === 5 ? new Promise(() => {}) : undefined)
  const run = repeatStep(study, 'landscape')
  await settle()
  cancelRun(study, 'landscape')
  expect(await run).toBe('cancelled')
  expect(landscapeOf(study)).toBe(before)
  fake.pace = undefined
  fake.calls.length = 0
  await repeatStep(study, 'landscape')
  expect(asked(fake)).toBe(441)
  expect(landscapeOf(study).values.train.nll).toEqual(before.values.train.nll)
})

it('draws the curve of the moment in the plane of three modes', async () => {
  const { study, fake } = await createFinishedStudy({ plane: 'modes' })
  const before = landscapeOf(study)
  expect(before.frame.controlPoints).toEqual([0, 3, 1])
  setChoices(study, { curveSeed: 4 })
  await runStep(study, 'curve')
  const { choices, results } = study.store.getState()
  expect(freshnessOf(choices, results).landscape).toBe('fresh')
  expect(landscapeOf(study).frame.basis[3]).toBe(results.curve?.controlPoints[1])
  expect(landscapeOf(study).values).toBe(before.values)
  expect(asked(fake)).toBe(122)
})

it('tells beforehand how long it will take', async () => {
  const { study } = await createFinishedStudy()
  const estimate = () => estimateLandscapeSeconds(study.store.getState())
  expect(estimate()).toBeUndefined()
  setChoices(study, { resolution: 41 })
  const perPoint = (study.store.getState().results.profile?.elapsedMs ?? 0) / 122 / 1000
  expect(estimate()).toBeCloseTo((41 * 41 - 21 * 21) * perPoint, 12)
  setChoices(study, { curveSeed: 4 })
  expect(estimate()).toBeCloseTo(41 * 41 * perPoint, 12)
  study.store.setState(({ results: { profile, ...rest } }) => ({
    results: { ...rest, profile: profile && { ...profile, elapsedMs: 0 } },
  }))
  expect(estimate()).toBeUndefined()
  study.store.setState(({ results }) => ({ results: { ...results, profile: undefined } }))
  expect(estimate()).toBeUndefined()
})
