import { expect, it, vi } from 'vitest'
import { EngineError } from '../../protocol/engineError.ts'
import { setChoices, undo } from '../choices/editing.ts'
import { createFinishedStudy, createGate, settle } from '../fakes/createFakeStudy.ts'
import { freshnessOf, profileKey } from '../keys.ts'
import { runStep } from '../running/runAll.ts'
import { abandonDrag, aimBend, dragBend, dropBend, isExact, optimiseFromHere, putBack } from './dragging.ts'
import { selectProfile } from './pathSelectors.ts'

const place = (x: number, y = 1) => ({ bend: 1, x, y })

it('asks for one exact profile at a time, the newest place waiting', async () => {
  const { study, fake } = await createFinishedStudy()
  const gate = createGate()
  fake.pace = () => gate.wait
  for (const x of [1, 2, 3, 4]) dragBend(study, place(x))
  await settle()
  expect(fake.requests('evaluate')).toHaveLength(1)
  expect(study.store.getState().drag).toEqual({ place: place(4), profile: undefined, needsPreview: true })
  expect(isExact(study)).toBe(false)
  gate.open()
  await settle()
  expect(fake.requests('evaluate')).toHaveLength(2)
  const { choices, drag, past, results } = study.store.getState()
  expect(drag?.profile?.key).toBe(profileKey({ ...choices, held: [place(4)] }))
  expect(isExact(study)).toBe(true)
  expect(selectProfile(study.store.getState())).toBe(drag?.profile)
  expect(choices.held).toEqual([])
  expect(past).toEqual([])
  expect(results.profile).not.toBe(drag?.profile)
})

it('drops the bend as one step of undo, without asking again for what it has', async () => {
  const { study, fake } = await createFinishedStudy()
  const { results: before } = study.store.getState()
  dragBend(study, place(1))
  dragBend(study, place(2.00000049))
  await settle()
  fake.calls.length = 0
  await dropBend(study)
  expect(fake.calls).toEqual([])
  const { choices, results, drag, past } = study.store.getState()
  expect(choices.held).toEqual([place(2)])
  expect(drag).toBeUndefined()
  expect(past).toHaveLength(1)
  expect(freshnessOf(choices, results)).toMatchObject({
    profile: 'fresh',
    landscape: 'fresh',
    curve: 'fresh',
  })
  expect(results.landscape).toBe(before.landscape)
  undo(study)
  expect(study.store.getState().choices.held).toEqual([])
  expect(study.store.getState().results.profile).toBe(before.profile)
})

it('computes the profile of a drop that came before its exact one', async () => {
  const { study, fake } = await createFinishedStudy()
  const gate = createGate()
  fake.pace = () => gate.wait
  dragBend(study, place(1))
  dragBend(study, place(2))
  const drop = dropBend(study)
  gate.open()
  await drop
  await settle()
  expect(fake.requests('evaluate')).toHaveLength(2)
  const { choices, results, drag } = study.store.getState()
  expect(drag).toBeUndefined()
  expect(results.profile?.key).toBe(profileKey({ ...choices, held: [place(2)] }))
})

it('shows no profile from an earlier drag of another curve', async () => {
  const { study, fake } = await createFinishedStudy()
  const gate = createGate()
  fake.pace = (verb) => (verb === 'evaluate' ? gate.wait : undefined)
  dragBend(study, place(1))
  abandonDrag(study)
  fake.pace = undefined
  setChoices(study, { curveSeed: 4 })
  await runStep(study, 'landscape')
  fake.pace = () => new Promise(() => {})
  dragBend(study, place(2))
  gate.open()
  await settle()
  expect(study.store.getState().drag).toMatchObject({ place: place(2), profile: undefined })
})

it('puts the bend back without asking the engine, however long the drag was', async () => {
  const { study, fake } = await createFinishedStudy()
  const trained = study.store.getState().results.profile
  study.profiles.clear()
  for (let x = 0; x < 30; x += 1) {
    dragBend(study, place(x))
    await settle()
  }
  await dropBend(study)
  fake.calls.length = 0
  await putBack(study)
  expect(fake.calls).toEqual([])
  expect(study.store.getState().results.profile).toBe(trained)
  expect(study.store.getState().choices.held).toEqual([])
})

it('changes nothing when the drag is given up', async () => {
  const { study } = await createFinishedStudy()
  const before = study.store.getState()
  dragBend(study, place(3))
  abandonDrag(study)
  await settle()
  expect(study.store.getState()).toEqual(before)
  await dropBend(study)
  expect(study.store.getState()).toEqual(before)
})

it('does not move a bend whose curve or plane is out of date', async () => {
  const { study, fake } = await createFinishedStudy()
  setChoices(study, { curveSeed: 4 })
  dragBend(study, place(3))
  expect(study.store.getState().drag).toBeUndefined()
  await runStep(study, 'curve')
  dragBend(study, place(3))
  expect(study.store.getState().drag).toBeUndefined()
  await runStep(study, 'landscape')
  dragBend(study, place(3))
  expect(study.store.getState().drag).toBeDefined()
  await settle()
  setChoices(study, { curveSeed: 5 })
  fake.calls.length = 0
  await dropBend(study)
  expect(fake.calls).toEqual([])
  expect(study.store.getState()).toMatchObject({ drag: undefined, failures: {}, choices: { held: [] } })
  await putBack(study)
  expect(fake.calls).toEqual([])
})

it('tells why an exact profile failed', async () => {
  const { study, fake } = await createFinishedStudy()
  fake.pace = () => Promise.reject(new EngineError('out-of-memory', 'no room'))
  dragBend(study, place(3))
  await settle()
  expect(study.store.getState().failures.profile).toEqual({ code: 'out-of-memory', message: 'no room' })
})

it('takes one direction for all of a drag in a plane that the bend does not span', async () => {
  const { study, fake } = await createFinishedStudy()
  fake.lift = 0
  setChoices(study, { curveSeed: 4 })
  await runStep(study, 'landscape')
  expect(study.store.getState().results.landscape?.frame.plane.degenerate).toBe(true)
  expect(fake.requests('define')).toHaveLength(1)
  for (const x of [1, 2, 3]) {
    dragBend(study, place(x))
    await settle()
  }
  await dropBend(study)
  expect(fake.requests('define')).toHaveLength(1)
  const { choices, results } = study.store.getState()
  expect(results.profile?.key).toBe(profileKey(choices))
})

it('trains the curve further from where its bend is held', async () => {
  const { study, fake } = await createFinishedStudy()
  const { curve, profile } = study.store.getState().results
  dragBend(study, place(3))
  await settle()
  await dropBend(study)
  fake.calls.length = 0
  await optimiseFromHere(study)
  const { choices, results, kept } = study.store.getState()
  expect(choices).toMatchObject({ restarts: [place(3)], held: [] })
  const [request] = fake.requests('trainCurve')
  expect(fake.requests('trainCurve')).toHaveLength(1)
  expect(request?.endpoints).toEqual([curve?.controlPoints[0], curve?.controlPoints[2]])
  const [start] = fake.requests('define')
  expect(request?.startBends).toEqual([start?.id])
  expect(freshnessOf(choices, results)).toMatchObject({
    curve: 'fresh',
    profile: 'fresh',
    landscape: 'fresh',
  })
  expect(kept).toHaveLength(1)
  expect(results.profile).not.toBe(profile)
})

it('goes on from no more places than a link can hold', async () => {
  const { study, fake } = await createFinishedStudy()
  setChoices(study, { restarts: Array.from({ length: 12 }, () => place(1)) })
  setChoices(study, { held: [place(2)] })
  await optimiseFromHere(study)
  expect(fake.requests('trainCurve')).toEqual([])
  expect(study.store.getState().notice?.kind).toBe('too-many-restarts')
})

it('asks for the moved curve alone: the segment is known', async () => {
  const { study, fake } = await createFinishedStudy()
  const { profile } = study.store.getState().results
  fake.calls.length = 0
  dragBend(study, place(1))
  await settle()
  const [request] = fake.requests('evaluate')
  expect((request?.coefficients.length ?? 0) / (request?.basis.length ?? 1)).toBe(61)
  expect(study.store.getState().drag?.profile?.segment).toBe(profile?.segment)
})

it('begins the exact profile of a place that is about to be shown, and asks for no place twice', async () => {
  const { study, fake } = await createFinishedStudy()
  aimBend(study, place(1))
  await settle()
  expect(fake.requests('evaluate')).toEqual([])
  dragBend(study, place(1))
  await settle()
  aimBend(study, place(2))
  expect(study.store.getState().drag?.place).toEqual(place(1))
  await settle()
  const { drag, choices } = study.store.getState()
  expect(drag?.profile?.key).toBe(profileKey({ ...choices, held: [place(2)] }))
  expect(isExact(study)).toBe(false)
  dragBend(study, place(2))
  await settle()
  expect(isExact(study)).toBe(true)
  expect(fake.requests('evaluate')).toHaveLength(2)
})

it('asks again for a place whose exact profile failed', async () => {
  const { study, fake } = await createFinishedStudy()
  fake.pace = () => Promise.reject(new EngineError('out-of-memory', 'no room'))
  dragBend(study, place(3))
  await settle()
  fake.pace = undefined
  dragBend(study, place(3))
  await settle()
  expect(isExact(study)).toBe(true)
})

it('lets the landscape foretell a profile only where the last exact one was slow', async () => {
  const { study, fake } = await createFinishedStudy()
  const clock = vi.spyOn(performance, 'now')
  const taking = async (ms: number, to: number) => {
    let now = 0
    clock.mockImplementation(() => now)
    fake.pace = (verb) => {
      if (verb === 'evaluate') now += ms
    }
    dragBend(study, place(to))
    await settle()
    return study.store.getState().drag?.needsPreview
  }
  expect(await taking(10, 1)).toBe(true)
  expect(await taking(200, 2)).toBe(false)
  expect(await taking(10, 3)).toBe(true)
  clock.mockRestore()
})
