import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { releaseUnused, type Study } from '../context.ts'
import { createFakeStudy, createFinishedStudy, createGate, settle } from '../fakes/createFakeStudy.ts'
import { freshnessOf } from '../keys.ts'
import { setT } from '../path/time.ts'
import { referencedWeights } from '../results.ts'
import { repeatStep, runAll, runStep } from '../running/runAll.ts'
import type { Choices } from './choices.ts'
import { redo, setChoices, undo } from './editing.ts'

let now = 0
beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** Changes choices as a step of undo of its own. */
function edit(study: Study, patch: Partial<Choices>): void {
  now += 10_000
  setChoices(study, patch)
}

it('goes back and forth over choices and the results that belonged to them', async () => {
  const { study, fake } = createFakeStudy()
  const seen = [study.store.getState()]
  const run = async (patch: Partial<Choices>) => {
    edit(study, patch)
    await runAll(study)
    seen.push(study.store.getState())
  }
  await run({ seed1: 101 })
  await run({ seed1: 102 })
  await run({ curveSeed: 103 })
  fake.calls.length = 0
  for (const index of [2, 1, 0]) {
    undo(study)
    const { choices, results } = study.store.getState()
    expect(choices).toEqual(seen[index]?.choices)
    if (index > 0) {
      expect(results).toEqual(seen[index]?.results)
      expect(freshnessOf(choices, results).landscape).toBe('fresh')
    }
  }
  undo(study)
  for (const index of [1, 2, 3]) {
    redo(study)
    expect(study.store.getState().results).toEqual(seen[index]?.results)
  }
  redo(study)
  expect(study.store.getState().choices).toEqual(seen[3]?.choices)
  expect(fake.calls).toEqual([])
  for (const id of referencedWeights(study.store.getState().results)) expect(fake.held.has(id)).toBe(true)
})

it('keeps results that are still right when a choice of the view is taken back', async () => {
  const { study } = createFakeStudy()
  edit(study, { palette: 'greys' })
  await runAll(study)
  const { results } = study.store.getState()
  undo(study)
  expect(study.store.getState().choices.palette).toBe('water')
  expect(study.store.getState().results).toEqual(results)
})

it('lets a run go on that undo leaves wanted, and cancels one that it does not', async () => {
  const { study, fake } = createFakeStudy()
  const gate = createGate()
  fake.pace = (verb) => (verb === 'train' ? gate.wait : undefined)
  edit(study, { seed1: 7 })
  edit(study, { palette: 'greys' })
  const run = runStep(study, 'endpoints')
  await settle()
  undo(study)
  await settle()
  expect(study.store.getState().jobs.endpoints).toBeDefined()
  undo(study)
  expect(await run).toBe('cancelled')
  gate.open()
  await settle()
  expect(study.store.getState().results.endpoints).toEqual([undefined, undefined, undefined])
})

it('does not let a run that undo cancelled put its results over the restored ones', async () => {
  const { study, fake } = await createFinishedStudy()
  const { results } = study.store.getState()
  edit(study, { resolution: 41 })
  const gate = createGate()
  fake.pace = (verb, part) => (verb === 'evaluate' && part === 2 ? gate.wait : undefined)
  const run = runStep(study, 'landscape')
  await settle()
  undo(study)
  expect(await run).toBe('cancelled')
  expect(study.store.getState().results).toEqual(results)
  expect(study.store.getState().live.landscape).toBeUndefined()
})

it('takes quick changes of the same choice for one', () => {
  const { study } = createFakeStudy()
  const change = (learningRate: number, afterMs: number) => {
    now += afterMs
    setChoices(study, { learningRate })
  }
  change(0.2, 10_000)
  change(0.3, 100)
  change(0.4, 500)
  expect(study.store.getState().past).toHaveLength(1)
  change(0.5, 700)
  expect(study.store.getState().past).toHaveLength(2)
  now += 100
  setChoices(study, { momentum: 0.5 })
  expect(study.store.getState().past).toHaveLength(3)
  undo(study)
  now += 100
  setChoices(study, { momentum: 0.6 })
  undo(study)
  expect(study.store.getState().choices).toMatchObject({ learningRate: 0.5, momentum: 0.9 })
  undo(study)
  expect(study.store.getState().choices.learningRate).toBe(0.4)
  undo(study)
  expect(study.store.getState().choices.learningRate).toBe(0.1)
})

it('forgets what could be redone when a choice changes, but not for t or for nothing', () => {
  const { study } = createFakeStudy()
  edit(study, { seed1: 5 })
  undo(study)
  setT(study, 0.7)
  edit(study, { seed1: study.store.getState().choices.seed1, widths: [16, 16] })
  expect(study.store.getState().future).toHaveLength(1)
  redo(study)
  expect(study.store.getState().choices).toMatchObject({ seed1: 5, t: 0.7 })
  undo(study)
  edit(study, { seed2: 5 })
  expect(study.store.getState().future).toEqual([])
})

it('moves t to points of the profile, without a step of undo', () => {
  const { study } = createFakeStudy()
  for (const [t, expected] of [
    [0.2512, 0.25],
    [-3, 0],
    [7, 1],
    [0.51, 0.516667],
  ] as const) {
    setT(study, t)
    expect(study.store.getState().choices.t).toBe(expected)
  }
  expect(study.store.getState().past).toEqual([])
})

it('lets go of a held bend when the plane it is held in changes', async () => {
  const { study } = await createFinishedStudy({ bends: 3 })
  const held = [{ bend: 1, x: 1, y: 2 }]
  const heldAfter = (patch: Partial<Choices>) => {
    edit(study, { held })
    edit(study, patch)
    return study.store.getState().choices.held
  }
  expect(heldAfter({ resolution: 41 })).toEqual(held)
  expect(heldAfter({ batchNormMode: 'stored' })).toEqual(held)
  expect(heldAfter({ selectedBend: 2 })).toEqual([])
  expect(heldAfter({ curveSeed: 5 })).toEqual([])
  expect(heldAfter({ data: 'xor' })).toEqual([])
  const other = [{ bend: 2, x: 0, y: 1 }]
  expect(heldAfter({ bends: 2, held: other })).toEqual(other)
})

it('frees weights that neither the present study nor undo needs', async () => {
  const { study, fake } = createFakeStudy()
  await runAll(study)
  const first = referencedWeights(study.store.getState().results)
  edit(study, { seed1: 40 })
  await runAll(study)
  const second = referencedWeights(study.store.getState().results).filter((id) => !first.includes(id))
  expect(fake.released).toEqual([])
  undo(study)
  await releaseUnused(study)
  expect(fake.released).toEqual([])
  edit(study, { seed1: 41 })
  await runAll(study)
  expect(new Set(fake.released)).toEqual(new Set(second))
  for (let seed = 50; seed < 111; seed += 1) edit(study, { seed1: seed })
  await releaseUnused(study)
  expect(first.every((id) => !fake.held.has(id) || referencedNow(study).includes(id))).toBe(true)
  expect(new Set(fake.held.keys())).toEqual(new Set(referencedNow(study)))
})

function referencedNow(study: Study): string[] {
  return referencedWeights(study.store.getState().results)
}

it('frees nothing while another run or the hand needs weights that no result names yet', async () => {
  const { study, fake } = await createFinishedStudy()
  const gate = createGate()
  let trained = 0
  fake.pace = (verb) => {
    trained += verb === 'train' ? 1 : 0
    return verb === 'train' && trained === 2 ? gate.wait : undefined
  }
  edit(study, { seed1: 60, seed2: 61 })
  const run = runStep(study, 'endpoints')
  await settle()
  await runStep(study, 'data')
  expect(fake.released).toEqual([])
  gate.open()
  expect(await run).toBe('done')
  for (const id of referencedNow(study)) expect(fake.held.has(id as never)).toBe(true)
  fake.pace = undefined
  expect(await runAll(study)).toBe('done')
})

it('frees what a cancelled or failed run left behind', async () => {
  const { study, fake } = createFakeStudy()
  fake.pace = (verb) => (verb === 'trainCurve' ? Promise.reject(new Error('broken')) : undefined)
  edit(study, { restarts: [{ bend: 1, x: 1, y: 1 }] })
  expect(await runAll(study)).toBe('failed')
  expect(new Set(fake.held.keys())).toEqual(new Set(referencedNow(study)))
})

it('gives back the very results of a step, not later ones of the same choices', async () => {
  const { study } = await createFinishedStudy()
  const { results } = study.store.getState()
  edit(study, { palette: 'greys' })
  await repeatStep(study, 'endpoints')
  const repeated = study.store.getState().results
  expect(repeated.endpoints[0]?.id).not.toBe(results.endpoints[0]?.id)
  undo(study)
  expect(study.store.getState().results).toEqual(results)
  redo(study)
  expect(study.store.getState().results).toEqual(repeated)
})

it('keeps earlier curves to compare with as long as the network and its data stay', async () => {
  const { study } = createFakeStudy()
  await runAll(study)
  edit(study, { curveSeed: 7 })
  await runAll(study)
  expect(study.store.getState().kept).toHaveLength(1)
  edit(study, { widths: [4] })
  expect(study.store.getState().kept).toEqual([])
  await runAll(study)
  expect(study.store.getState().kept).toEqual([])
})
