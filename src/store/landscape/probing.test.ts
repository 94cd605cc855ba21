import { expect, it } from 'vitest'
import { axisValue } from '../../core/planes/grid.ts'
import { EngineError } from '../../protocol/engineError.ts'
import { setChoices } from '../choices/editing.ts'
import { createFakeStudy, createFinishedStudy, createGate, settle } from '../fakes/createFakeStudy.ts'
import { clearProbe, probePoint } from './probing.ts'

it('evaluates the network under a click exactly', async () => {
  const { study, fake } = await createFinishedStudy()
  const { landscape } = study.store.getState().results
  if (!landscape) throw new Error('there is no landscape')
  const { grid, values, squaredNorms } = landscape
  const run = probePoint(study, axisValue(grid.x, 4), axisValue(grid.y, 9))
  expect(study.store.getState().probe).toMatchObject({ values: undefined })
  await run
  const { probe } = study.store.getState()
  expect(probe?.values?.train.nll[0]).toBeCloseTo(values.train.nll[9 * 21 + 4] ?? 0, 6)
  expect(probe?.squaredNorm).toBeCloseTo(squaredNorms[9 * 21 + 4] ?? 0, 9)
  expect(fake.requests('evaluate')).toHaveLength(1)
  clearProbe(study)
  expect(study.store.getState().probe).toBeUndefined()
})

it('forgets an answer for a place that is left', async () => {
  const { study, fake } = await createFinishedStudy()
  const gate = createGate()
  fake.pace = () => gate.wait
  void probePoint(study, 1, 1)
  void probePoint(study, 2, 1)
  clearProbe(study)
  gate.open()
  await settle()
  expect(study.store.getState().probe).toBeUndefined()
})

it('tells why it failed', async () => {
  const { study, fake } = await createFinishedStudy()
  fake.pace = () => Promise.reject(new EngineError('out-of-memory', 'no room'))
  await probePoint(study, 1, 1)
  expect(study.store.getState()).toMatchObject({
    probe: undefined,
    failures: { landscape: { code: 'out-of-memory' } },
  })
})

it('asks nothing where there is no landscape of the present choices', async () => {
  const { study: empty } = createFakeStudy()
  await probePoint(empty, 1, 1)
  const { study, fake } = await createFinishedStudy()
  setChoices(study, { widths: [3] })
  await probePoint(study, 1, 1)
  expect(fake.calls).toEqual([])
  expect(study.store.getState().probe).toBeUndefined()
})

it('cancels a probe that is taken away or replaced before it is there', async () => {
  const { study, fake } = await createFinishedStudy()
  fake.pace = () => new Promise(() => {})
  const first = probePoint(study, 1, 1)
  await settle()
  const second = probePoint(study, 1, 2)
  await first
  expect(study.store.getState().probe).toMatchObject({ x: 1, y: 2, values: undefined })
  clearProbe(study)
  await second
  expect(study.store.getState().probe).toBeUndefined()
})
