import { expect, it } from 'vitest'
import { decisionScales } from '../../charts/decisionScales.ts'
import type { DecisionField } from '../../store/moment/momentValues.ts'
import type { Moment } from '../../store/moment/selectMoment.ts'
import { findPoint, shownField } from './decisionData.ts'

const grid = { x: { min: 0, max: 1, count: 1 }, y: { min: 0, max: 1, count: 1 } }
const coarse: DecisionField = {
  key: 'a',
  ts: [0, 0.5, 1],
  grid,
  classCount: 2,
  probabilities: Float32Array.of(1, 0, 0.5, 0.5, 0, 1),
}
const sharp: DecisionField = { ...coarse, ts: [0.5], probabilities: Float32Array.of(0.6, 0.4) }

function momentAt(t: number, key = 'a'): Extract<Moment, { state: 'shown' }> {
  const source = { key, from: 'study', path: 'curve', held: undefined, frame: undefined } as const
  return { state: 'shown', t, isHovered: false, source }
}

it('shows the sharp picture where it is of this moment, else the coarse one of the nearest t', () => {
  expect(shownField({ coarse, sharp, moment: momentAt(0.5) })).toBe(sharp)
  expect([...(shownField({ coarse, sharp, moment: momentAt(1) })?.probabilities ?? [])]).toEqual([0, 1])
  // Of a bend in the hand the picture before stays until the next one is there.
  expect([...(shownField({ coarse, sharp, moment: momentAt(0.1, 'b') })?.probabilities ?? [])]).toEqual([
    1, 0,
  ])
  expect(shownField({ coarse, sharp, moment: undefined })).toBeUndefined()
  const elsewhere = { ...sharp, grid: { ...grid, x: { min: 0, max: 9, count: 1 } } }
  expect(shownField({ coarse, sharp: elsewhere, moment: momentAt(0.5) })).not.toBe(elsewhere)
})

it('finds the point under the pointer, the topmost of equals, and none far away', () => {
  const points = Float32Array.of(0, 0, 1, 1)
  const scales = decisionScales(points, { width: 300, height: 300 })
  const shared = { points, labels: [0, 1], ringed: [], marked: [] }
  const splits = [
    { split: 'train', ...shared },
    { split: 'test', ...shared },
  ] as const
  const at = { x: scales.xScale(1) + 3, y: scales.yScale(1) }
  expect(findPoint(splits, scales, at)).toEqual({ split: 'test', row: 1 })
  expect(findPoint(splits, scales, { x: at.x + 20, y: at.y })).toBeUndefined()
})
