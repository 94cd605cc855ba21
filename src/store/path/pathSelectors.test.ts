import { expect, it } from 'vitest'
import { uniformTs } from '../../core/curves/curve.ts'
import { axisValue } from '../../core/planes/grid.ts'
import type { BendPlace } from '../choices/choiceKinds.ts'
import type { Choices } from '../choices/choices.ts'
import { setChoices, undo } from '../choices/editing.ts'
import type { Study } from '../context.ts'
import { createFinishedStudy, settle } from '../fakes/createFakeStudy.ts'
import { selectField } from '../landscape/landscapeSelectors.ts'
import type { LandscapeResult, ProfileResult } from '../results.ts'
import { runStep } from '../running/runAll.ts'
import { dragBend } from './dragging.ts'
import {
  placeCurve,
  placeOnCurve,
  selectEarlier,
  selectHeld,
  selectPreview,
  selectProfile,
  selectValues,
  summarizePath,
} from './pathSelectors.ts'

const view = { split: 'train', quantity: 'nll', evaluationDecay: 1e-4 } as const

function landscapeOf(study: Study): LandscapeResult {
  return study.store.getState().results.landscape as LandscapeResult
}

function drag(study: Study, place: BendPlace): void {
  study.store.setState({ drag: { place, profile: undefined, needsPreview: true } })
}

it('previews exact values at grid points', async () => {
  const { study } = await createFinishedStudy({ curve: 'chain' })
  const { grid, values, frame } = landscapeOf(study)
  const [column, row] = [7, 12]
  drag(study, { bend: 1, x: axisValue(grid.x, column), y: axisValue(grid.y, row) })
  const preview = selectPreview(study.store.getState())
  expect(preview?.ts).toEqual(uniformTs(121))
  expect(preview?.values[60]).toBe(values.train.nll[row * 21 + column])
  expect(placeCurve(frame, 'chain')?.awayFromPlane).toBeCloseTo(0, 5)
})

it('previews the whole exact profile to the accuracy of the grid, in every quantity', async () => {
  const { study } = await createFinishedStudy({ resolution: 161 })
  for (const patch of [
    {},
    { split: 'test' },
    { quantity: 'loss' },
    { quantity: 'error' },
  ] as Partial<Choices>[]) {
    setChoices(study, patch)
    const { grid } = landscapeOf(study)
    dragBend(study, { bend: 1, x: axisValue(grid.x, 75), y: axisValue(grid.y, 130) })
    await settle()
    const state = study.store.getState()
    const profile = selectProfile(state) as ProfileResult
    expect(profile).toBe(state.drag?.profile)
    const exact = selectValues(profile.curve, state.choices)
    const preview = selectPreview(state)?.values.filter((_, k) => k % 2 === 0) ?? []
    expect(preview.length).toBe(61)
    preview.forEach((value, k) => {
      expect(Math.abs(value - (exact[k] as number))).toBeLessThan(5e-3)
    })
  }
})

it('has a gap outside the window and over what is not computed', async () => {
  const { study } = await createFinishedStudy()
  const { grid } = landscapeOf(study)
  drag(study, { bend: 1, x: grid.x.max / 2, y: grid.y.max * 4 })
  const outside = selectPreview(study.store.getState())?.values ?? []
  expect([outside[0], outside[120]].every(Number.isFinite)).toBe(true)
  expect(outside[60]).toBeNaN()
  study.store.setState(({ results }) => {
    const { landscape } = results
    if (!landscape) return {}
    const { train, test } = landscape.values
    const nll = train.nll.map((value, k) => (Math.floor(k / 21) > 9 ? Number.NaN : value))
    return {
      results: { ...results, landscape: { ...landscape, values: { train: { ...train, nll }, test } } },
    }
  })
  drag(study, { bend: 1, x: grid.x.max / 2, y: grid.y.max })
  const partial = selectPreview(study.store.getState())?.values ?? []
  expect(Number.isFinite(partial[0])).toBe(true)
  expect(partial[60]).toBeNaN()
})

it('previews nothing for several bends, in the plane of three modes, or without a hand', async () => {
  const { study } = await createFinishedStudy({ bends: 2 })
  expect(selectPreview(study.store.getState())).toBeUndefined()
  drag(study, { bend: 1, x: 1, y: 1 })
  expect(selectPreview(study.store.getState())).toBeUndefined()
  setChoices(study, { plane: 'modes', bends: 1 })
  await runStep(study, 'landscape')
  expect(selectPreview(study.store.getState())).toBeUndefined()
})

it('sees the bend in the hand before the one that is held', async () => {
  const { study } = await createFinishedStudy()
  expect(selectHeld(study.store.getState())).toBeUndefined()
  setChoices(study, { held: [{ bend: 1, x: 1, y: 1 }] })
  expect(selectHeld(study.store.getState())).toEqual({ bend: 1, x: 1, y: 1 })
  drag(study, { bend: 1, x: 2, y: 2 })
  expect(selectHeld(study.store.getState())).toEqual({ bend: 1, x: 2, y: 2 })
  expect(selectProfile(study.store.getState())).toBe(study.store.getState().results.profile)
})

it('finds φ(t) on the curve that is drawn', async () => {
  const { study } = await createFinishedStudy()
  const { frame } = landscapeOf(study)
  const held = { bend: 1, x: 2, y: 4 }
  const curve = placeCurve(frame, 'bezier', held)
  expect(curve?.controlPoints[1]).toEqual({ x: 2, y: expect.closeTo(4, 6), distance: expect.closeTo(0, 5) })
  const { uLength } = frame.plane
  const at = (t: number) => curve && placeOnCurve(curve, t)
  expect(at(0)).toMatchObject({ x: 0, y: 0 })
  expect(at(1)).toMatchObject({ x: expect.closeTo(uLength, 6), y: expect.closeTo(0, 6) })
  expect(at(0.5)).toMatchObject({ x: expect.closeTo(1 + uLength / 4, 6), y: expect.closeTo(2, 6) })
  expect(at(0.25 + 1 / 240)?.y).toBeCloseTo(((at(0.25)?.y ?? 0) + (at(0.25 + 1 / 120)?.y ?? 0)) / 2, 9)
  expect(placeOnCurve({ points: [] }, 0.5)).toBeUndefined()
})

it('sums a path up under the shown quantity', async () => {
  const { study } = await createFinishedStudy()
  const { segment, ts } = study.store.getState().results.profile as ProfileResult
  const nll = [...segment.train.nll]
  const summary = summarizePath(ts, segment, view)
  expect(summary).toMatchObject({ min: Math.min(...nll), max: Math.max(...nll) })
  expect(summary.avg).toBeCloseTo(nll.reduce((sum, value) => sum + value, 0) / 61, 12)
  expect(summary.length).toBeCloseTo(landscapeOf(study).frame.plane.uLength, 6)
  const loss = summarizePath(ts, segment, { ...view, quantity: 'loss', evaluationDecay: 0.5 })
  expect(loss.max).toBeGreaterThan(summary.max)
  const error = selectValues(segment, { ...view, quantity: 'error' })
  expect(error[0]).toBeCloseTo(1 - (segment.train.correct[0] as number) / 700, 12)
})

it('gives the same field for the same landscape and view, and knows what is computed', async () => {
  const { study } = await createFinishedStudy()
  const landscape = landscapeOf(study)
  const field = selectField(landscape, view)
  expect(selectField(landscape, { ...view, evaluationDecay: 9 })).toBe(field)
  expect(selectField(landscape, { ...view, split: 'test' })).not.toBe(field)
  const loss = selectField(landscape, { ...view, quantity: 'loss' })
  expect(selectField(landscape, { ...view, quantity: 'loss', evaluationDecay: 9 })).not.toBe(loss)
  expect(field.complete).toBe(true)
  const train = { ...landscape.values.train, correct: landscape.values.train.correct.with(5, -1) }
  const partial = selectField({ ...landscape, computed: 440, values: { ...landscape.values, train } }, view)
  expect(partial.complete).toBe(false)
  expect([...partial.known.subarray(4, 7)]).toEqual([1, 0, 1])
})

it('compares with earlier curves between the same endpoints alone, after undo as well', async () => {
  const { study } = await createFinishedStudy()
  const earlier = () => {
    const state = study.store.getState()
    return selectEarlier(state, state.results.profile)
  }
  setChoices(study, { curveSeed: 77 })
  expect(await runStep(study, 'profile')).toBe('done')
  expect(earlier()).toHaveLength(1)
  setChoices(study, { seed1: 78 })
  expect(await runStep(study, 'profile')).toBe('done')
  expect(study.store.getState().kept.length).toBeGreaterThan(0)
  expect(earlier()).toEqual([])
  setChoices(study, { bends: 2 })
  expect(await runStep(study, 'profile')).toBe('done')
  expect(earlier()).toHaveLength(1)
  setChoices(study, { seed1: study.store.getState().choices.seed1 + 1 })
  expect(earlier()).toEqual([])
  undo(study)
  expect(earlier()).toHaveLength(1)
})
