import { expect, it, vi } from 'vitest'
import { initialChoices } from './choices/choices.ts'
import { setChoices, undo } from './choices/editing.ts'
import { createFakeStudy, createFinishedStudy, createGate, settle } from './fakes/createFakeStudy.ts'
import { takeFingerprint } from './fingerprint.ts'
import { packStudy } from './keeping/packStudy.ts'
import { formatLink } from './link/link.ts'
import { followChoices, linkOf } from './link/linkSync.ts'
import { openLink, surveyBackends } from './opening.ts'
import type { ProfileResult } from './results.ts'
import { runEndpoints } from './running/runEndpoints.ts'

async function createRecorded() {
  const { study } = await createFinishedStudy()
  return packStudy(study)
}

it('shows the recorded study where nothing was chosen, at the t of the link', async () => {
  const { study, fake } = createFakeStudy()
  fake.studies.set('studies/moons.safetensors', await createRecorded())
  await openLink(study, 't=0.25')
  expect(fake.calls.map(({ verb }) => verb)).toEqual(['readStudy'])
  const { choices, results, fromRecording, notice } = study.store.getState()
  expect(choices).toEqual({ ...initialChoices, t: 0.25 })
  expect(results.landscape?.computed).toBe(441)
  expect(fromRecording).toBe(true)
  expect(notice).toBeUndefined()
  expect(linkOf(study.store.getState())).toBe('t=0.25')
})

it('computes the study where the recording is missing, and says so', async () => {
  const { study } = createFakeStudy()
  await openLink(study, '')
  const { results, notice } = study.store.getState()
  expect(notice).toMatchObject({ kind: 'recording-missing', message: expect.stringContaining('moons') })
  expect(results.landscape?.computed).toBe(441)
})

it('computes a link that carries its numbers and compares them', async () => {
  const { study: source } = await createFinishedStudy({ seed1: 9 })
  const { choices, results } = source.store.getState()
  const link = linkOf(source.store.getState())
  const fingerprint = takeFingerprint(results.profile as ProfileResult)
  expect(link).toBe(formatLink(choices, fingerprint))
  const { study } = createFakeStudy()
  await openLink(study, link)
  expect(study.store.getState()).toMatchObject({ choices, replay: { verdict: 'same' }, fromRecording: false })
  const other = createFakeStudy().study
  await openLink(
    other,
    formatLink(choices, {
      ...fingerprint,
      hash: '0'.repeat(16),
      samples: fingerprint.samples.map((x) => x * 2),
    }),
  )
  expect(other.store.getState().replay).toMatchObject({ verdict: 'differs', by: expect.closeTo(0.5, 5) })
})

it('only describes the data of a link without numbers', async () => {
  const { study, fake } = createFakeStudy()
  await openLink(study, 'seed1=9&act=tanh')
  expect(fake.calls.map(({ verb }) => verb)).toEqual(['describeData'])
  expect(study.store.getState().choices).toMatchObject({ seed1: 9, activation: 'tanh' })
})

it('tells which words it did not understand', async () => {
  const { study } = createFakeStudy()
  await openLink(study, 'seed1=9&epochs=x&bend=5')
  expect(study.store.getState().notice).toMatchObject({
    kind: 'link-problems',
    problems: [
      { word: 'epochs', text: 'x' },
      { word: 'bend', text: '5' },
    ],
  })
})

it('stops what runs for the study that is left, which undo brings back', async () => {
  const { study, fake } = await createFinishedStudy({ seed1: 50 })
  const before = study.store.getState()
  const gate = createGate()
  fake.pace = () => gate.wait
  setChoices(study, { seed1: 51 })
  const run = runEndpoints(study)
  await settle()
  fake.pace = undefined
  await openLink(study, 'seed1=52')
  expect(await run).toBe('cancelled')
  undo(study)
  undo(study)
  expect(study.store.getState().choices).toEqual(before.choices)
  expect(study.store.getState().results).toEqual(before.results)
})

it('writes the link when choices have come to rest', async () => {
  vi.useFakeTimers()
  try {
    const { study } = createFakeStudy()
    const write = vi.fn()
    const stop = followChoices(study, write)
    for (let seed1 = 20; seed1 < 40; seed1 += 1) setChoices(study, { seed1 })
    vi.advanceTimersByTime(200)
    expect(write).not.toHaveBeenCalled()
    vi.advanceTimersByTime(100)
    expect(write.mock.calls).toEqual([['seed1=39']])
    study.store.setState({ probe: undefined })
    setChoices(study, { seed1: 41 })
    stop()
    vi.advanceTimersByTime(1000)
    expect(write).toHaveBeenCalledTimes(1)
  } finally {
    vi.useRealTimers()
  }
})

it('asks what could compute here', async () => {
  const { study } = createFakeStudy()
  await surveyBackends(study)
  expect(study.store.getState().backends).toHaveLength(1)
})

it('shows the recording under a link that only looks at it in another way', async () => {
  const { study, fake } = createFakeStudy()
  fake.studies.set('studies/moons.safetensors', await createRecorded())
  await openLink(study, 'palette=greys&res=41&t=0.25')
  expect(fake.requests('train')).toEqual([])
  const { choices, fromRecording } = study.store.getState()
  expect(choices).toMatchObject({ palette: 'greys', resolution: 41, t: 0.25 })
  expect(fromRecording).toBe(true)
})
