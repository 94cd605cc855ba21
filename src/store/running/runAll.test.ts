import { expect, it } from 'vitest'
import { EngineError } from '../../protocol/engineError.ts'
import { createFakeStudy, createFinishedStudy, createGate, settle } from '../fakes/createFakeStudy.ts'
import { packStudy } from '../keeping/packStudy.ts'
import { showStudy } from '../keeping/showStudy.ts'
import { trustStudy } from '../keeping/trustStudy.ts'
import { referencedWeights } from '../results.ts'
import { cancelAll } from './jobs.ts'
import { replayAll } from './runAll.ts'

it('computes everything anew, and leaves no step of undo', async () => {
  const { study, fake } = await createFinishedStudy()
  const before = study.store.getState()
  expect(await replayAll(study)).toBe('done')
  const { results, past } = study.store.getState()
  expect(fake.calls.filter(({ verb }) => verb === 'train')).toHaveLength(2)
  expect(results.curve).not.toBe(before.results.curve)
  expect(past).toEqual(before.past)
  expect([...study.client.heldWeights()].sort()).toEqual([...new Set(referencedWeights(results))].sort())
})

it('brings back what was there when computing it anew is cancelled or fails', async () => {
  const { study: source } = await createFinishedStudy()
  const { study, fake } = createFakeStudy()
  await showStudy(study, trustStudy(await packStudy(source)))
  const before = study.store.getState()
  const gate = createGate()
  fake.pace = () => gate.wait
  const replay = replayAll(study)
  await settle()
  expect(study.store.getState().results.landscape).toBeUndefined()
  cancelAll(study)
  gate.open()
  expect(await replay).toBe('cancelled')
  const cancelled = study.store.getState()
  expect(cancelled).toMatchObject({ results: before.results, past: before.past, fromRecording: true })

  fake.pace = () => Promise.reject(new EngineError('worker-died', 'no answer'))
  expect(await replayAll(study)).toBe('failed')
  expect(study.store.getState()).toMatchObject({ results: before.results, past: before.past })
  for (const id of referencedWeights(before.results)) expect(study.client.heldWeights()).toContain(id)
})
