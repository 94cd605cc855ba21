import { expect, it } from 'vitest'
import { releaseUnused } from '../context.ts'
import { createFakeStudy } from '../fakes/createFakeStudy.ts'
import { referencedWeights } from '../results.ts'
import { runAll } from '../running/runAll.ts'
import { setChoices, undo } from './editing.ts'
import { trimUndo, undoBytes } from './undoBudget.ts'

/** A study trained five times, one after another, each a step of undo. */
async function createLongStudy() {
  const { study, fake } = createFakeStudy()
  await runAll(study)
  // Different choices: changes of the same one in quick succession are one step.
  for (const patch of [{ dataSeed: 5 }, { noise: 0.1 }, { widths: [4] }, { size: 500 }]) {
    setChoices(study, patch)
    await runAll(study)
  }
  return { study, fake }
}

it('keeps all steps while they hold little', async () => {
  const { study } = await createLongStudy()
  const { past } = study.store.getState()
  trimUndo(study)
  expect(study.store.getState().past).toBe(past)
  expect(undoBytes).toBe(268_435_456)
})

it('forgets the oldest steps where they hold too much, and frees their weights', async () => {
  const { study, fake } = await createLongStudy()
  const before = study.store.getState()
  // A step has a landscape of 441 points with 32 bytes each, and less of everything else.
  trimUndo(study, 2.5 * 441 * 32)
  const { past } = study.store.getState()
  expect(past.length).toBeGreaterThan(0)
  expect(past.length).toBeLessThan(before.past.length)
  expect(past).toEqual(before.past.slice(-past.length))
  await releaseUnused(study)
  const oldest = before.past[0]?.results
  if (!oldest) throw new Error('there is no oldest step')
  const kept = new Set([before, ...past].flatMap(({ results }) => referencedWeights(results)))
  expect(referencedWeights(oldest).some((id) => !kept.has(id))).toBe(true)
  for (const id of referencedWeights(oldest)) expect(fake.held.has(id)).toBe(kept.has(id))
})

it('counts nothing twice: steps that change the view cost nothing', async () => {
  const { study } = createFakeStudy()
  await runAll(study)
  for (const palette of ['greys', 'viridis', 'water'] as const)
    setChoices(study, { palette, contours: false })
  const { past } = study.store.getState()
  trimUndo(study, 0)
  expect(study.store.getState().past).toBe(past)
})

it('counts weights that only a step holds', async () => {
  const { study, fake } = await createLongStudy()
  const { past } = study.store.getState()
  study.client.weightsBytes = (id) => (fake.held.has(id) ? 100 * 2 ** 20 : 0)
  trimUndo(study)
  expect(study.store.getState().past.length).toBeLessThan(past.length)
})

it('bounds the steps forward as well', async () => {
  const { study } = await createLongStudy()
  undo(study)
  undo(study)
  expect(study.store.getState().future).toHaveLength(2)
  trimUndo(study, 0)
  const { past, future } = study.store.getState()
  expect([past.length, future.length]).toEqual([0, 0])
})
