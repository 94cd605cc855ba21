import { describe, expect, it } from 'vitest'
import type { PublishedPath, PublishedPlane } from '../../protocol/publishedResult.ts'
import { redo, undo } from '../choices/editing.ts'
import {
  createFakeReader,
  type FakeFile,
  fakeCurve,
  fakeData,
  fakeEndpoint,
} from '../fakes/createFakeReader.ts'
import { createFakeStudy, createFinishedStudy, createGate, settle } from '../fakes/createFakeStudy.ts'
import { createOpening } from '../files/createOpening.ts'
import { findObstacle } from '../files/openingState.ts'
import { freshnessOf } from '../keys.ts'
import { bothSplits } from '../running/runProfile.ts'
import { cancelComparison, compareSurface } from './compareSurface.ts'
import {
  findLayer,
  isTooFar,
  listLayers,
  measureDistance,
  recomputedValues,
  selectLayerName,
  selectPlane,
  selectTrajectory,
} from './publishedSelectors.ts'
import { closePublished, showPublished, viewPublished } from './showPublished.ts'

const axis = { min: -1, max: 1, count: 2 }

function planeOf(name: string, source: PublishedPlane['source'] = 'surface'): PublishedPlane {
  const layers = [{ split: 'train', quantity: 'nll', values: Float64Array.of(1, 2, 3, 4) } as const]
  const path = source === 'projection' ? [{ x: 0, y: 1 }] : []
  const about = { kind: 'plane', source, name, grid: { x: axis, y: axis } } as const
  return { ...about, layers: source === 'projection' ? [] : layers, controlPoints: [], path, ts: [] }
}

function pathOf(name: string, source: PublishedPath['source'] = 'curve'): PublishedPath {
  const layers = [{ split: 'test', quantity: 'error', values: Float64Array.of(0.1, 0.2) } as const]
  return { kind: 'path', source, name, ts: Float64Array.of(0, 1), layers }
}

function fileOf(result: PublishedPlane | PublishedPath): FakeFile {
  const results = {
    kind: result.source === 'line' ? 'surface' : result.source,
    size: [2],
    layers: [],
  } as const
  const { name } = result
  return { summary: { ...fakeEndpoint(name, []).summary, results } as FakeFile['summary'], result }
}

function directionsOf(name: string, ...points: readonly (readonly number[])[]): FakeFile {
  const results = { kind: 'directions', size: [points.length], layers: [] } as const
  return { summary: { ...fakeEndpoint(name, []).summary, results } as FakeFile['summary'], points }
}

const numbers = [1, 0, 0, 0, 0, 0]
const data = fakeData('data.npz')
const end = fakeEndpoint('net.pt', numbers)
const [dx, dy] = [numbers.toReversed(), [0, 1, 0, 0, 0, 0]] as const
const surface = fileOf({ ...planeOf('net.pt_s.h5'), directionFile: '/far/away/net.pt_d.h5' })
const directions = directionsOf('net.pt_d.h5', dx, dy)

type Study = ReturnType<typeof createFakeStudy>['study']

async function open(study: Study, files: readonly FakeFile[]) {
  const reader = createFakeReader(files)
  const given = files.map(({ summary }) => new File([], summary.name))
  const opening = createOpening(study, given, () => reader)
  await opening.settled()
  return opening
}

const publishedOf = (study: Study) => study.store.getState().results.published

describe('results of other programs', () => {
  it('are shown alone, in one step of undo, and leave the study as it is', async () => {
    const { study, fake } = await createFinishedStudy()
    const before = study.store.getState()
    const opening = await open(study, [fileOf(planeOf('plane.npz', 'plane')), fileOf(pathOf('curve.npz'))])
    expect(findObstacle(opening.store.getState())).toBeUndefined()
    await opening.take()
    expect(publishedOf(study)).toMatchObject({
      place: 'alone',
      planes: [{ name: 'plane.npz' }],
      paths: [{ name: 'curve.npz' }],
    })
    const after = study.store.getState()
    expect([after.choices, after.results.landscape]).toEqual([before.choices, before.results.landscape])
    expect(after.past.length).toBe(before.past.length + 1)
    expect(fake.calls).toEqual([])
    undo(study)
    expect(publishedOf(study)).toBeUndefined()
    expect(study.store.getState().results.landscape).toBe(before.results.landscape)
    redo(study)
    expect(publishedOf(study)?.planes).toHaveLength(1)
  })

  it('are closed in one step of undo', async () => {
    const { study } = await createFinishedStudy()
    await (await open(study, [fileOf(pathOf('curve.npz'))])).take()
    closePublished(study)
    expect(publishedOf(study)).toBeUndefined()
    undo(study)
    expect(publishedOf(study)?.paths).toHaveLength(1)
  })

  it('opened with networks are one step together and can stand beside the study', async () => {
    const { study } = await createFinishedStudy()
    const { past } = study.store.getState()
    const ends = [end, fakeEndpoint('b.pt', dx), fakeCurve('c.pt', [numbers, dy, dx])]
    const opening = await open(study, [data, ...ends, fileOf(pathOf('curve.npz'))])
    opening.chooseResultsPlace('beside')
    await opening.take()
    expect(publishedOf(study)?.place).toBe('beside')
    expect(study.store.getState().past.length).toBe(past.length + 1)
    const { choices, results } = study.store.getState()
    expect(results.endpoints.map((endpoint) => endpoint?.id.split('-')[0])).toEqual([
      'opened',
      'opened',
      undefined,
    ])
    expect(freshnessOf(choices, results)).toMatchObject({
      curve: 'fresh',
      profile: 'fresh',
      landscape: 'fresh',
    })
  })

  it('join those that are open; of one name the newer stays, and what is looked at is no step', async () => {
    const { study } = createFakeStudy()
    await (await open(study, [fileOf(planeOf('a.h5')), fileOf(pathOf('c.npz'))])).take()
    await (await open(study, [fileOf(planeOf('b.h5')), fileOf(pathOf('c.npz'))])).take()
    const published = publishedOf(study)
    if (!published) throw new Error('nothing is shown')
    expect(published.planes.map(({ name }) => name)).toEqual(['b.h5', 'a.h5'])
    expect(published.paths).toHaveLength(1)
    expect(selectPlane(published)?.name).toBe('b.h5')
    const { past } = study.store.getState()
    viewPublished(study, { shown: 'a.h5', layer: 'test error' })
    expect(study.store.getState().past).toBe(past)
    const seen = publishedOf(study) ?? published
    expect(selectPlane(seen)?.name).toBe('a.h5')
    expect(listLayers(seen)).toEqual(['train nll', 'test error'])
    expect(selectLayerName(seen, { split: 'train', quantity: 'nll' })).toBe('test error')
    expect(selectLayerName({ ...seen, layer: 'test nll' }, { split: 'test', quantity: 'loss' })).toBe(
      'train nll',
    )
  })

  it('draw a trajectory in the surface that was opened with it', async () => {
    const { study } = createFakeStudy()
    await (await open(study, [fileOf(planeOf('p.h5', 'projection')), fileOf(planeOf('s.h5'))])).take()
    const published = publishedOf(study)
    const plane = published && selectPlane(published)
    if (!published || !plane) throw new Error('nothing is shown')
    expect(plane.name).toBe('s.h5')
    expect(selectTrajectory(published, plane)).toEqual([{ x: 0, y: 1 }])
  })
})

describe('a surface with its network and directions', () => {
  it('is computed anew at the same points under stored statistics, and nothing is trained', async () => {
    const { study, fake } = createFakeStudy()
    const opening = await open(study, [surface, directions, end, data])
    expect(opening.store.getState().comparison).toEqual({
      state: 'ready',
      surface: 'net.pt_s.h5',
      network: 'net.pt',
    })
    await opening.take()
    expect(fake.requests('train')).toEqual([])
    const request = fake.requests('evaluate').at(-1)
    expect(request).toMatchObject({ batchNorm: 'stored', splits: ['train', 'test'] })
    expect([...(request?.coefficients ?? [])]).toEqual([1, -1, -1, 1, 1, -1, 1, -1, 1, 1, 1, 1])
    const [origin, x, y] = (request?.basis ?? []).map((id) => [...(fake.held.get(id)?.weights ?? [])])
    expect([origin, x, y]).toEqual([numbers, dx, dy])
    const published = publishedOf(study)
    expect(published?.comparison?.found?.values.train.nll).toHaveLength(4)
    expect(study.store.getState().comparing).toBeUndefined()
  })

  it('takes the network of the study where none is opened, and a surface that is open already', async () => {
    const { study, fake } = await createFinishedStudy()
    await (await open(study, [surface])).take()
    const opening = await open(study, [directions])
    expect(opening.store.getState().comparison).toMatchObject({ state: 'ready', network: 'w₁' })
    expect(findObstacle(opening.store.getState())).toBeUndefined()
    expect(fake.requests('evaluate')).toEqual([])
  })

  it('says what is lacking', async () => {
    const { study } = createFakeStudy()
    const lone = await open(study, [directions])
    expect(lone.store.getState().comparison).toEqual({ state: 'failed', why: 'no-surface' })
    expect(findObstacle(lone.store.getState())).toEqual({ kind: 'nothing' })
    const withSurface = await open(study, [directions, surface])
    expect(withSurface.store.getState().comparison).toEqual({ state: 'failed', why: 'no-network' })
    expect(findObstacle(withSurface.store.getState())).toBeUndefined()
    const narrow = await open(study, [surface, directionsOf('net.pt_d.h5', dx), end, data])
    expect(narrow.store.getState().comparison).toMatchObject({ state: 'failed', why: 'misfit' })
  })

  it('can be stopped, and started again', async () => {
    const { study, fake } = createFakeStudy()
    const opening = await open(study, [surface, directions, end, data])
    const gate = createGate()
    fake.pace = (verb) => (verb === 'evaluate' ? gate.wait : undefined)
    const taking = opening.take()
    await settle()
    expect(study.store.getState().comparing).toEqual({})
    cancelComparison(study)
    await taking
    expect(study.store.getState().comparing).toBeUndefined()
    expect(publishedOf(study)?.comparison?.found).toBeUndefined()
    gate.open()
    await compareSurface(study)
    const [, stopped, again] = fake.requests('evaluate')
    if (!again) throw new Error('nothing was evaluated again')
    expect(again).toEqual(stopped)
    const wanted = await study.client.evaluate(again)
    if (wanted.state !== 'done') throw new Error('cancelled')
    expect(publishedOf(study)?.comparison?.found?.values).toEqual(bothSplits(wanted.value))
    expect(study.store.getState().comparing).toBeUndefined()
  })

  it('is given up when the results are closed, and forgets the directions with the last step that needs them', async () => {
    const { study, fake } = createFakeStudy()
    const opening = await open(study, [surface, directions, end, data])
    const gate = createGate()
    fake.pace = (verb) => (verb === 'evaluate' ? gate.wait : undefined)
    const taking = opening.take()
    await settle()
    closePublished(study)
    await taking
    expect([publishedOf(study), study.store.getState().comparing]).toEqual([undefined, undefined])
  })

  it('keeps what failed in words', async () => {
    const { study, fake } = createFakeStudy()
    const opening = await open(study, [surface, directions, end, data])
    fake.held.clear()
    await opening.take()
    expect(study.store.getState().comparing?.failure?.message).toContain('unknown weights')
  })
})

describe('the distance of two surfaces', () => {
  const layer = { split: 'train', quantity: 'nll', values: Float64Array.of(1, 2, Number.NaN, 4) } as const

  it('is the largest difference, over the points that both have', () => {
    const found = Float64Array.of(1, 2.5, 3, 4.25)
    expect(measureDistance(layer, found)).toMatchObject({ largest: 0.5, index: 1, compared: 3, odd: 1 })
    const holed = { ...layer, known: Uint8Array.of(1, 0, 0, 1) }
    expect(measureDistance(holed, found)).toMatchObject({ largest: 0.25, index: 3, compared: 2, odd: 0 })
    expect(measureDistance({ ...layer, known: new Uint8Array(4) }, found)).toBeUndefined()
  })

  it('is too far where it is more than rounding, whatever the size of the loss', () => {
    const far = measureDistance(layer, Float64Array.of(1, 2.5, Number.NaN, 4))
    const near = measureDistance(layer, Float64Array.of(1.00001, 2, Number.NaN, 4))
    expect([far && isTooFar(far), near && isTooFar(near)]).toEqual([true, false])
  })

  it('is of nothing that the engine does not compute', () => {
    const values = { nll: Float64Array.of(1), correct: Int32Array.of(3), count: 4 }
    const found = { values: { train: values, test: values } } as never
    expect(recomputedValues({ found }, { split: 'train', quantity: 'accuracy' })).toEqual(
      Float64Array.of(0.75),
    )
    expect(recomputedValues({ found }, { split: 'train', quantity: 'max_eig' })).toBeUndefined()
    expect(findLayer({ layers: [layer] }, 'test nll')).toBeUndefined()
  })
})

it('shows a surface of one direction as rows of two', async () => {
  const { study, fake } = createFakeStudy()
  const line = fileOf(pathOf('net.pt_line.h5', 'line'))
  await (await open(study, [line, directions, end, data])).take()
  const request = fake.requests('evaluate').at(-1)
  expect([...(request?.coefficients ?? [])]).toEqual([1, 0, 1, 1])
  expect(request?.basis).toHaveLength(2)
  showPublished(study, { results: [], place: 'beside' })
  expect(publishedOf(study)?.comparison?.surface).toBe('net.pt_line.h5')
})
