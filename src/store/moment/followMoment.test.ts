import { expect, it } from 'vitest'
import { setChoices } from '../choices/editing.ts'
import { createFakeStudy, createFinishedStudy, createGate, settle } from '../fakes/createFakeStudy.ts'
import { dragBend } from '../path/dragging.ts'
import { snapT } from '../path/time.ts'
import { followMoment } from './followMoment.ts'
import { hoverMoment, hoverSamples } from './hovering.ts'
import { noMomentWants } from './momentWants.ts'
import { selectMoment } from './selectMoment.ts'

const window = { x: { min: 0, max: 1, count: 100 }, y: { min: 0, max: 1, count: 80 } }
const seen = { ...noMomentWants, isVisible: true }

async function settleLong(): Promise<void> {
  for (let i = 0; i < 12; i += 1) await settle()
}

it('computes nothing while nobody looks', async () => {
  const { study } = await createFinishedStudy()
  const follower = followMoment(study)
  await settleLong()
  expect(study.store.getState().moment).toBeUndefined()
  follower.want(seen)
  await settleLong()
  expect(study.store.getState().moment?.predictions.curve).toBeDefined()
  follower.stop()
})

it('predicts the shown moment and then every t, and w₁ with either', async () => {
  const { study } = await createFinishedStudy()
  const follower = followMoment(study)
  follower.want(seen)
  await settleLong()
  const { choices, moment } = study.store.getState()
  const { ts = [], test = [] } = moment?.predictions.curve ?? {}
  expect(ts).toHaveLength(choices.points)
  expect(ts[0]).toBe(0)
  expect(test.length).toBe(choices.points * 300 * 2)
  expect(moment?.samples?.train?.labels).toHaveLength(700)
  follower.stop()
})

it('compares both paths where that is wanted, and follows the chosen one', async () => {
  const { study } = await createFinishedStudy()
  const follower = followMoment(study)
  follower.want({ ...seen, compares: true })
  await settleLong()
  expect(study.store.getState().moment?.predictions.segment?.ts.length).toBeGreaterThan(2)
  setChoices(study, { momentPath: 'segment' })
  const moment = selectMoment(study.store.getState())
  expect(moment).toMatchObject({ state: 'shown', source: { path: 'segment', from: 'study' } })
  follower.stop()
})

it('paints coarse at every t, and sharp when nothing moves', async () => {
  const { study } = await createFinishedStudy()
  const follower = followMoment(study)
  follower.want({ ...seen, window })
  await settleLong()
  const { coarse, sharp } = study.store.getState().moment ?? {}
  expect(coarse?.ts).toHaveLength(study.store.getState().choices.points)
  expect((coarse?.grid.x.count ?? 0) * (coarse?.grid.y.count ?? 0)).toBeLessThan(3400)
  expect(sharp).toBeUndefined()
  await expect.poll(() => study.store.getState().moment?.sharp?.grid).toEqual(window)
  follower.stop()
})

it('paints no window over data that have none, though the view of a study before still asks for it', async () => {
  const { study } = await createFinishedStudy({ data: 'iris' })
  const follower = followMoment(study)
  follower.want({ ...seen, window })
  await settleLong()
  const { coarse, failed, predictions } = study.store.getState().moment ?? {}
  expect(failed).toBeUndefined()
  expect(coarse).toBeUndefined()
  expect(predictions?.curve).toBeDefined()
  follower.stop()
})

it('waits for the exact profile of the bend in the hand', async () => {
  const { study, fake } = await createFinishedStudy()
  const follower = followMoment(study)
  const gate = createGate()
  fake.pace = () => gate.wait
  follower.want(seen)
  dragBend(study, { bend: 1, x: 2, y: 3 })
  await settleLong()
  expect(study.store.getState().moment?.predictions.curve).toBeUndefined()
  gate.open()
  const key = () => study.store.getState().moment?.predictions.curve?.key ?? ''
  await expect.poll(key).toContain('"x":2')
  expect(study.store.getState().moment?.predictions.curve?.ts).toEqual([0, study.store.getState().choices.t])
  follower.stop()
})

it('says why nothing came, and tries again for another path', async () => {
  const { study, fake } = await createFinishedStudy()
  const { predict } = fake.client
  fake.client.predict = async () => {
    throw new Error('no memory')
  }
  const follower = followMoment(study)
  follower.want(seen)
  await settleLong()
  const moment = selectMoment(study.store.getState())
  const key = moment.state === 'shown' ? moment.source.key : ''
  expect(study.store.getState().moment?.failed).toEqual({ key, message: 'no memory' })
  fake.client.predict = predict
  setChoices(study, { momentPath: 'segment' })
  await expect.poll(() => study.store.getState().moment?.predictions.segment).toBeDefined()
  follower.stop()
})

it('has no network to show before there is one, and the segment before there is a curve', async () => {
  const { study } = createFakeStudy()
  expect(selectMoment(study.store.getState())).toMatchObject({ state: 'none', why: 'empty' })
  const finished = await createFinishedStudy()
  setChoices(finished.study, { curveSeed: 5 })
  expect(selectMoment(finished.study.store.getState())).toMatchObject({
    source: { from: 'ends', path: 'segment' },
  })
  setChoices(finished.study, { seed1: 5 })
  expect(selectMoment(finished.study.store.getState())).toMatchObject({ state: 'none', why: 'stale' })
})

it('shows the moment under the pointer, at a point of the profile, and the chosen one again', async () => {
  const { study } = await createFinishedStudy()
  hoverMoment(study, 0.234)
  const { choices, past } = study.store.getState()
  expect(selectMoment(study.store.getState())).toMatchObject({
    t: snapT(0.234, choices.points),
    isHovered: true,
  })
  hoverMoment(study, undefined)
  expect(selectMoment(study.store.getState())).toMatchObject({ t: choices.t, isHovered: false })
  expect(study.store.getState().past).toBe(past)
  hoverSamples(study, { split: 'test', rows: [3] })
  const before = study.store.getState()
  hoverSamples(study, { split: 'test', rows: [3] })
  expect(study.store.getState()).toBe(before)
})
