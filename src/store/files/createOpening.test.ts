import { expect, it } from 'vitest'
import { redo, undo } from '../choices/editing.ts'
import { setResults } from '../context.ts'
import {
  createFakeReader,
  type FakeFile,
  fakeCurve,
  fakeData,
  fakeEndpoint,
  fakeTensors,
} from '../fakes/createFakeReader.ts'
import { createFakeStudy, createFinishedStudy, fakeNetwork, settle } from '../fakes/createFakeStudy.ts'
import { packStudy } from '../keeping/packStudy.ts'
import { endpointKey, freshnessOf } from '../keys.ts'
import { linkOf } from '../link/linkSync.ts'
import { openLink, surveyBackends } from '../opening.ts'
import { createOpening } from './createOpening.ts'
import { findObstacle } from './openingState.ts'

const [a, b, bend] = [
  [1, 0, 0, 0, 0, 0],
  [0, 1, 0, 0, 0, 0],
  [0, 0, 1, 0, 0, 0],
] as const
const data = fakeData('data.npz')
const end1 = fakeEndpoint('end1.pt', a)
const end2 = fakeEndpoint('end2.pt', b)
const curve = fakeCurve('curve.pt', [a, bend, b])

type Study = ReturnType<typeof createFakeStudy>['study']

async function open(study: Study, files: readonly FakeFile[]) {
  const reader = createFakeReader(files)
  const given = files.map(({ summary }) => new File([], summary.name))
  const opening = createOpening(study, given, () => reader)
  await opening.settled()
  return { opening, reader }
}

it('brings along the data that exported networks were trained on', async () => {
  const { study, fake } = createFakeStudy()
  const exported = (file: FakeFile, link: string): FakeFile => ({
    ...file,
    summary: { ...file.summary, link } as FakeFile['summary'],
  })
  const files = [exported(end1, 'data=circles&seed1=1'), exported(end2, 'data=circles&seed1=2')]
  const { opening } = await open(study, files)
  expect(opening.store.getState().toldData).toMatchObject({ data: 'circles' })
  expect(fake.requests('evaluate').at(-1)?.problem.data).toMatchObject({ source: 'circles' })
  await opening.take()
  expect(study.store.getState().choices).toMatchObject({ data: 'circles', network: 'custom' })
})

it('takes data, endpoints and a curve and computes with them, training nothing', async () => {
  const { study, fake } = createFakeStudy()
  const { opening, reader } = await open(study, [curve, end2, data, end1])
  const seen = opening.store.getState()
  expect(findObstacle(seen)).toBeUndefined()
  expect(seen.check).toMatchObject({
    state: 'ready',
    ends: [
      { name: 'end1.pt', place: 1 },
      { name: 'end2.pt', place: 2 },
    ],
  })
  await opening.take()
  const { choices, results, failures } = study.store.getState()
  expect(failures).toEqual({})
  expect(choices).toMatchObject({ data: 'opened', network: 'custom', curve: 'bezier', bends: 1 })
  expect(Object.values(freshnessOf(choices, results))).toEqual(Array(5).fill('fresh'))
  expect(results.curve?.controlPoints[0]).toBe(results.endpoints[0]?.id)
  expect(results.endpoints[0]?.id).toMatch(/^opened-/)
  expect(fake.requests('train')).toEqual([])
  expect(fake.requests('trainCurve')).toEqual([])
  expect(reader.isOver()).toBe(true)
})

it('can be undone and done again', async () => {
  const { study, fake } = await createFinishedStudy()
  const before = study.store.getState()
  const { opening } = await open(study, [data, end1, end2])
  await opening.take()
  const after = study.store.getState()
  undo(study)
  expect(study.store.getState().choices).toEqual(before.choices)
  expect(study.store.getState().results.endpoints).toEqual(before.results.endpoints)
  redo(study)
  expect(study.store.getState().choices).toEqual(after.choices)
  expect(study.store.getState().results.endpoints).toEqual(after.results.endpoints)
  expect([...fake.held.keys()].filter((id) => id.startsWith('opened-')).length).toBe(2)
})

it('begins a study of its own for other networks, and stays in it for their curve', async () => {
  const { study } = await createFinishedStudy()
  setResults(study, { published: { planes: [], paths: [], place: 'alone' } })
  const first = study.store.getState()
  await (await open(study, [data, end1, end2])).opening.take()
  const second = study.store.getState()
  expect(second.studyId).not.toBe(first.studyId)
  expect(second).toMatchObject({ keeping: { state: 'changed' }, opening: false, fromRecording: false })
  expect(freshnessOf(second.choices, second.results).landscape).toBe('fresh')
  expect(second.results.published).toBeUndefined()
  await (await open(study, [curve])).opening.take()
  expect(study.store.getState().studyId).toBe(second.studyId)
  undo(study)
  undo(study)
  const { studyId, choices, fromRecording, results } = study.store.getState()
  expect(results.published).toEqual(first.results.published)
  expect({ studyId, choices, fromRecording }).toEqual({
    studyId: first.studyId,
    choices: first.choices,
    fromRecording: first.fromRecording,
  })
})

it('keeps the endpoints of the study where a curve is opened over them', async () => {
  const { study, fake } = createFakeStudy()
  await (await open(study, [data, end1, end2])).opening.take()
  const before = study.store.getState()
  const held = fake.held.size
  await (await open(study, [curve])).opening.take()
  const { choices, results } = study.store.getState()
  const { opened1, opened2 } = before.choices
  expect(choices).toMatchObject({ opened1, opened2, openedCurve: 'curve.pt!0123456789abcdef' })
  expect(endpointKey(choices, 0)).toBe(endpointKey(before.choices, 0))
  expect(results.endpoints.map((end) => end?.id)).toEqual(before.results.endpoints.map((end) => end?.id))
  expect(results.curve?.controlPoints[0]).toBe(before.results.endpoints[0]?.id)
  expect(fake.held.size - held).toBeLessThanOrEqual(1)
  const other = fakeCurve('other.pt', [b, bend, a])
  await (await open(study, [other])).opening.take()
  expect(study.store.getState().choices.opened1).toMatch(/^other\.pt/)
})

it('forgets what was read when it is closed', async () => {
  const { study, fake } = createFakeStudy()
  const { opening, reader } = await open(study, [data, end1])
  expect([...fake.data.keys()]).toEqual(['data.npz!0123456789abcdef!2!2'])
  opening.close()
  await settle()
  expect(reader.isOver()).toBe(true)
  expect([fake.data.size, fake.held.size]).toEqual([0, 0])
})

it('leaves to an opening what it has read when an earlier one ends late', async () => {
  const { study, fake } = createFakeStudy()
  const reader = createFakeReader([data])
  let goOn = () => {}
  const slow = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const first = createOpening(study, [new File([], 'data.npz')], () => ({
    ...reader,
    read: async (...asked) => slow.then(() => reader.read(...asked)),
  }))
  first.close()
  const { opening } = await open(study, [data])
  goOn()
  await first.settled()
  await settle()
  await opening.take()
  expect(study.store.getState().failures).toEqual({})
  expect(fake.data.size).toBe(1)
})

it('trains the endpoint that no file gives, on the opened network', async () => {
  const { study, fake } = createFakeStudy()
  const { opening } = await open(study, [end1, data])
  await opening.take()
  const trained = fake.requests('train')
  expect(trained.map(({ id }) => id.replace(/-\d+$/, ''))).toEqual(['w2'])
  expect(trained[0]?.problem.architecture.input).toEqual([2])
})

it('starts nothing that would train for very long, and says so', async () => {
  const { study, fake } = createFakeStudy()
  await surveyBackends(study)
  const wide = { widths: [1024, 1024, 1024], epochs: 2000 }
  study.store.setState(({ choices }) => ({ choices: { ...choices, ...wide } }))
  const { opening } = await open(study, [data])
  await opening.take()
  expect(study.store.getState().notice).toMatchObject({ kind: 'long-study' })
  expect(fake.requests('train')).toEqual([])
  expect(study.store.getState().results.data?.summary).toMatchObject({
    inputShape: [2],
    classNames: ['0', '1'],
    trainCount: 700,
    testCount: 300,
  })
})

it('says what keeps the files from being taken', async () => {
  const { study } = createFakeStudy()
  const wide = fakeTensors.map(({ name, shape }) => ({ name, shape: [3, ...shape.slice(1)] }))
  const wider = { ...end1.summary, name: 'wide.pt', tensors: wide } as FakeFile['summary']
  const { opening } = await open(study, [data, { summary: wider, points: [a] }])
  expect(findObstacle(opening.store.getState())).toEqual({
    kind: 'network',
    message: 'classes: the network tells 3 apart, the data have 2',
  })
  const nothing = await open(study, [{ summary: { name: 'a.png', bytes: 1, kind: 'unknown' } }])
  expect(findObstacle(nothing.opening.store.getState())).toEqual({ kind: 'nothing' })
})

it('lets a link wait for its files and leaves its choices alone', async () => {
  const maker = createFakeStudy().study
  const first = await open(maker, [data, end1, end2, curve])
  await first.opening.take()
  maker.store.setState(({ choices }) => ({ choices: { ...choices, held: [{ bend: 1, x: 0.5, y: 0.5 }] } }))
  const link = linkOf(maker.store.getState())

  const { study, fake } = createFakeStudy()
  await openLink(study, link)
  expect(study.store.getState().notice).toEqual({
    kind: 'files-missing',
    names: ['data.npz', 'end1.pt', 'end2.pt', 'curve.pt'],
  })
  expect(fake.calls).toEqual([])
  const { opening } = await open(study, [end1, curve, end2, data])
  await opening.take()
  const { choices, results, notice } = study.store.getState()
  expect(notice).toBeUndefined()
  expect(choices).toEqual(maker.store.getState().choices)
  expect(freshnessOf(choices, results).landscape).toBe('fresh')
})

it('warns where the classes seem to stand in another order', async () => {
  const { study, fake } = createFakeStudy()
  fake.confusion = Int32Array.of(1, 9, 9, 1)
  const { opening } = await open(study, [data, end1])
  expect(opening.store.getState().check).toMatchObject({ permutation: { accuracy: 0.9, classes: [1, 0] } })
})

it('lets a lone checkpoint of the same network join the one before it', async () => {
  const { study } = createFakeStudy()
  const before = await open(study, [data, end1])
  await before.opening.take()
  const { opened1 } = study.store.getState().choices
  const { opening } = await open(study, [end2])
  expect(opening.store.getState().check).toMatchObject({ ends: [{ name: 'end2.pt', place: 2 }] })
  await opening.take()
  expect(study.store.getState().choices).toMatchObject({
    data: 'opened',
    opened1,
    opened2: 'end2.pt!0000000000010000',
  })
})

it('opens a study file as one step of undo', async () => {
  const { study: source } = await createFinishedStudy({ ...fakeNetwork, seed1: 77 })
  const record = await packStudy(source, { name: 'Seventy-seven' })
  const { study, fake } = await createFinishedStudy()
  const before = study.store.getState()
  const summary = { name: 's.safetensors', bytes: 9, kind: 'study', format: 'safetensors' } as const
  const { opening } = await open(study, [{ summary, study: record }])
  expect(study.store.getState()).toBe(before)
  expect(opening.store.getState().study).toMatchObject({ state: 'ready', study: { name: 'Seventy-seven' } })
  await opening.take()
  const after = study.store.getState()
  expect(after.choices).toEqual(source.store.getState().choices)
  expect(after.names[after.studyId]).toBe('Seventy-seven')
  expect(after.studyId).not.toBe(before.studyId)
  expect(Object.values(freshnessOf(after.choices, after.results))).toEqual(Array(5).fill('fresh'))
  expect(fake.calls).toEqual([])
  undo(study)
  expect(study.store.getState()).toMatchObject({
    studyId: before.studyId,
    choices: before.choices,
    results: before.results,
  })
  redo(study)
  expect(study.store.getState()).toMatchObject({ studyId: after.studyId, choices: after.choices })
})

it('leaves the present study alone where a study file is damaged or newer', async () => {
  const { study: source } = await createFinishedStudy(fakeNetwork)
  const record = await packStudy(source)
  const { study } = await createFinishedStudy()
  const before = study.store.getState()
  const summary = { name: 's.safetensors', bytes: 9, kind: 'study', format: 'safetensors' } as const
  const obstacleOf = async (text: string) => {
    const { opening } = await open(study, [{ summary, study: { ...record, text } }])
    const obstacle = findObstacle(opening.store.getState())
    await opening.take()
    return obstacle
  }
  expect(await obstacleOf(record.text.replace('"version":2', '"version":9'))).toMatchObject({
    kind: 'newer-study',
  })
  expect(await obstacleOf(record.text.replace('"computed":441', '"computed":442'))).toMatchObject({
    kind: 'damaged-study',
    message: expect.stringContaining('landscape'),
  })
  expect(study.store.getState()).toBe(before)
})
