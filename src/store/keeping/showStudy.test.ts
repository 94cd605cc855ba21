import { expect, it } from 'vitest'
import { readPublicStudy } from '../../fixtures/readPublicStudy.ts'
import type { StudyRecord } from '../../protocol/study.ts'
import { initialChoices } from '../choices/choices.ts'
import { setChoices, undo } from '../choices/editing.ts'
import type { Study } from '../context.ts'
import { createFakeStudy, createFinishedStudy, fakeNetwork } from '../fakes/createFakeStudy.ts'
import { freshnessOf } from '../keys.ts'
import { type Results, referencedWeights } from '../results.ts'
import { runAll, runStep } from '../running/runAll.ts'
import { checkStudy } from './checkStudy.ts'
import { packStudy } from './packStudy.ts'
import { showStudy } from './showStudy.ts'

async function showRecord(study: Study, record: StudyRecord): Promise<void> {
  const { content } = await checkStudy(record)
  await showStudy(study, content)
}

/** Results without what names and clocks make of them. */
function withoutNames(results: Results): unknown {
  return JSON.parse(
    JSON.stringify(results, (key, value: unknown) =>
      key === 'elapsedMs' ? 0 : typeof value === 'string' ? value.replace(/^([a-z0-9]+)-\d+$/, '$1') : value,
    ),
  )
}

it('shows what was packed', async () => {
  const { study } = await createFinishedStudy({ ...fakeNetwork, bends: 2, seed1: 9 })
  const record = await packStudy(study)
  const { study: other, fake } = createFakeStudy()
  await showRecord(other, record)
  const [before, after] = [study.store.getState(), other.store.getState()]
  expect(after.choices).toEqual(before.choices)
  expect(withoutNames(after.results)).toEqual(withoutNames(before.results))
  expect(after.results.landscape?.values.train.nll).toEqual(before.results.landscape?.values.train.nll)
  expect(after.results.endpoints).toHaveLength(3)
  expect(Object.values(freshnessOf(after.choices, after.results))).toEqual(Array(5).fill('fresh'))
  expect(after).toMatchObject({ fromRecording: true, recorded: { key: after.results.profile?.key } })
  expect(referencedWeights(after.results).every((id) => fake.held.has(id))).toBe(true)
  await runAll(other)
  expect(fake.calls).toEqual([])
})

it('finds the study of the first paint fresh, so that nothing is computed', async () => {
  const { study } = createFakeStudy()
  await showRecord(study, readPublicStudy())
  const { choices, results } = study.store.getState()
  expect(choices).toEqual(initialChoices)
  const { endpoints, curve, profile, landscape } = freshnessOf(choices, results)
  expect({ endpoints, curve, profile, landscape }).toEqual({
    endpoints: 'fresh',
    curve: 'fresh',
    profile: 'fresh',
    landscape: 'fresh',
  })
})

it('packs the same study to the same bytes, however it came about', async () => {
  const { study } = await createFinishedStudy(fakeNetwork)
  const first = await packStudy(study)
  setChoices(study, { curveSeed: 4 })
  await runAll(study)
  setChoices(study, { curveSeed: study.store.getState().past[0]?.choices.curveSeed ?? 0 })
  await runAll(study)
  // Profiles kept for comparison tell what was there before.
  study.store.setState({ kept: [] })
  expect(await packStudy(study)).toEqual(first)
})

it('can be gone on with: another mode, a further curve', async () => {
  const { study } = await createFinishedStudy(fakeNetwork)
  const record = await packStudy(study)
  const { study: other, fake } = createFakeStudy()
  await showRecord(other, record)
  setChoices(other, { plane: 'modes' })
  expect(freshnessOf(other.store.getState().choices, other.store.getState().results).endpoints).toBe('stale')
  expect(await runStep(other, 'landscape')).toBe('done')
  expect(fake.requests('train')).toHaveLength(1)
  setChoices(other, { restarts: [{ bend: 1, x: 1, y: 1 }] })
  expect(await runStep(other, 'curve')).toBe('done')
  expect(fake.requests('trainCurve')).toHaveLength(1)
})

it('leaves the weights alone that undo still needs, whatever they are called', async () => {
  const { study: source } = await createFinishedStudy({ ...fakeNetwork, seed1: 77 })
  const record = await packStudy(source)
  const { study, fake } = createFakeStudy()
  await showRecord(study, await packStudy((await createFinishedStudy(fakeNetwork)).study))
  const before = study.store.getState().results
  const weights = referencedWeights(before).map((id) => fake.held.get(id)?.weights)
  setChoices(study, { palette: 'greys' })
  await showRecord(study, record)
  undo(study)
  expect(study.store.getState().results).toEqual(before)
  expect(referencedWeights(before).map((id) => fake.held.get(id)?.weights)).toEqual(weights)
})

it('takes nothing over from the study before', async () => {
  const { study: source } = createFakeStudy()
  setChoices(source, { ...fakeNetwork, seed1: 5 })
  await runStep(source, 'endpoints')
  const record = await packStudy(source)
  const { study } = await createFinishedStudy(fakeNetwork)
  await showRecord(study, record)
  const { results, recorded } = study.store.getState()
  expect(results).toMatchObject({ curve: undefined, profile: undefined, landscape: undefined })
  expect(recorded).toBeUndefined()
})

it('keeps numbers that are not finite', async () => {
  const { study } = await createFinishedStudy(fakeNetwork)
  study.store.setState(({ results }) => {
    const [first, second] = results.endpoints
    const epoch = { epoch: 1, learningRate: 9, trainNll: Number.NaN, trainAccuracy: 0.5 }
    const history = [epoch, { ...epoch, trainNll: Number.POSITIVE_INFINITY }]
    return { results: { ...results, endpoints: [first && { ...first, history }, second, undefined] } }
  })
  const { study: other } = createFakeStudy()
  await showRecord(other, await packStudy(study))
  const [endpoint] = other.store.getState().results.endpoints
  expect(endpoint?.history.map(({ trainNll }) => trainNll)).toEqual([Number.NaN, Number.POSITIVE_INFINITY])
})

it('refuses other formats, and arrays and weights that are not there', async () => {
  const { study } = await createFinishedStudy(fakeNetwork)
  const record = await packStudy(study)
  const show = (changed: Partial<StudyRecord>) =>
    showRecord(createFakeStudy().study, { ...record, ...changed })
  await expect(show({ text: record.text.replace('"version":2', '"version":3') })).rejects.toThrow('format 3')
  await expect(show({ arrays: {} })).rejects.toThrow('an array that is not there: a')
  await expect(
    show({ text: record.text.replace(/"\$array":"a\d+"/, '"$array":"constructor"') }),
  ).rejects.toThrow('constructor')
  await expect(show({ text: record.text.replace('"id":"w1-1"', '"id":"w1-9"') })).rejects.toThrow('w1-9')
  await expect(show({ text: '{' })).rejects.toThrow()
})
