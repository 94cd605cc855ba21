import { describe, expect, it } from 'vitest'
import type { Layer } from '../../core/networks/architecture.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { setChoices } from '../choices/editing.ts'
import { experimentTable } from '../experiments/experimentTable.ts'
import type { RaceTrace } from '../experiments/values/raceValue.ts'
import { createFakeStudy, createFinishedStudy } from '../fakes/createFakeStudy.ts'
import { exportFile, listExports } from './exportFile.ts'
import { offerFigures } from './figures.ts'

const lacks = (state: Parameters<typeof listExports>[0]) =>
  new Map(listExports(state).map(({ name, lack }) => [name, lack && `${lack.what} ${lack.state}`]))

const raceResult = {
  value: { before: 0, budget: 0, traces: {}, members: { fge: [], sse: [], independent: [] }, rows: [] },
  backend: { name: 'simd', reason: 'chosen', threads: 1, adapter: '' },
  elapsedMs: 0,
} as const

const layerTypes: Record<Layer['type'], true> = {
  linear: true,
  conv2d: true,
  batchnorm: true,
  relu: true,
  leakyrelu: true,
  tanh: true,
  sigmoid: true,
  gelu: true,
  silu: true,
  maxpool: true,
  avgpool: true,
  globalavgpool: true,
  flatten: true,
  dropout: true,
  residual: true,
}

const score = { nll: 1, error: 0.5, calibrationError: 0 }

/** A run that collected so many networks. */
function traceOf(count: number): RaceTrace {
  const column = new Float64Array(count)
  const collected = Array.from(column, () => ({ spent: 1, single: score, ensemble: score, distance: 0 }))
  return { epochs: column, learningRates: column, errors: column, distances: column, collected }
}

const columnsOf = (request: object) => {
  const { columns } = request as { columns: { name: string; values: ArrayLike<number | string> }[] }
  return new Map(columns.map(({ name, values }) => [name, Array.from(values)]))
}

describe('what is on offer', () => {
  it('says of everything that is not computed what it waits for', () => {
    const offers = lacks(createFakeStudy().study.store.getState())
    expect(offers.get('plane.npz')).toBe('landscape missing')
    expect(offers.get('curve.npz')).toBe('profile missing')
    expect(offers.get('w1.safetensors')).toBe('endpoint missing')
    expect(offers.get('bend-1.npz')).toBe('curve missing')
    expect(offers.get('training.csv')).toBe('endpoint missing')
    expect(offers.get('architecture.json')).toBeUndefined()
    expect(offers.has('architecture.json')).toBe(true)
  })

  it('has everything of a finished study but the place that nobody pointed at', async () => {
    const { study } = await createFinishedStudy({ bends: 2 })
    const offers = lacks(study.store.getState())
    const missing = [...offers].filter(([, lack]) => lack && lack !== 'experiment missing')
    expect(missing).toEqual([
      ['plane-x-y.safetensors', 'probe missing'],
      ['plane-x-y.npz', 'probe missing'],
    ])
    expect([...offers.keys()].filter((name) => name.startsWith('bend'))).toHaveLength(4)
    study.store.setState({ probe: { x: 1.234567, y: -0.5, values: undefined, squaredNorm: 1 } })
    expect(lacks(study.store.getState()).has('plane-x1.2346-y-0.5.npz')).toBe(true)
  })

  it('holds back what belongs to other choices', async () => {
    const { study } = await createFinishedStudy()
    setChoices(study, { curveSeed: 3 })
    const offers = lacks(study.store.getState())
    expect(offers.get('curve.safetensors')).toBe('curve stale')
    expect(offers.get('plane.png')).toBe('landscape stale')
    expect(offers.get('w1.npz')).toBeUndefined()
    await expect(exportFile(study, 'plane.npz')).rejects.toMatchObject({
      code: 'invalid-request',
      message: 'plane.npz: the landscape is out of date',
    })
  })

  it('names what there is for a name that does not exist', async () => {
    const { study } = await createFinishedStudy()
    await expect(exportFile(study, 'plan.npz')).rejects.toThrow('no file plan.npz: there are study')
    await expect(exportFile(study, 'plane.png', { scale: 5 })).rejects.toThrow('wanted 1, 2, 3 or 4')
  })
})

describe('official files', () => {
  it('gives the plane its lengths, its path and the norms of its points', async () => {
    const { study, fake } = await createFinishedStudy({ evaluationDecay: 0.01 })
    await exportFile(study, 'plane.npz')
    const [norms] = fake.requests('measureNorms')
    expect(norms?.coefficients.length).toBe(441 * 3)
    const [file] = fake.requests('writeResults')
    if (file?.kind !== 'plane') throw new Error('no plane')
    expect(file.alphas[0]).toBeCloseTo(-0.2, 12)
    expect(file.betas.at(-1)).toBeCloseTo(1.2, 12)
    expect(file.l2.every((term) => Math.abs(term - 0.05) < 1e-15)).toBe(true)
    const { plane } = study.store.getState().results.landscape?.frame ?? {}
    expect(file.lengths).toEqual([plane?.uLength, plane?.vLength])
    expect(file.ts.length).toBe(61)
    const [, , x, y, endX, endY] = file.bendCoordinates
    expect(y).toBeCloseTo(plane?.vLength ?? 0, 4)
    expect([endX, endY]).toEqual([Math.fround(plane?.uLength ?? 0), 0])
    expect(Number.isFinite(x)).toBe(true)
    expect([...file.curveCoordinates.slice(0, 2)]).toEqual([0, 0])
  })

  it('places three modes where there is no curve between them', async () => {
    const { study, fake } = await createFinishedStudy({ plane: 'modes' })
    study.store.setState(({ results }) => {
      const { landscape } = results
      if (!landscape) return {}
      const frame = { ...landscape.frame, controlPoints: [] }
      return { results: { ...results, landscape: { ...landscape, frame } } }
    })
    await exportFile(study, 'plane.npz')
    const [file] = fake.requests('writeResults')
    if (file?.kind !== 'plane') throw new Error('no plane')
    expect([file.ts.length, file.curveCoordinates.length, file.bendCoordinates.length]).toEqual([0, 0, 6])
    expect(file.bendCoordinates[3]).toBeGreaterThan(0)
  })

  it('gives the curve its own L2 term', async () => {
    const { study, fake } = await createFinishedStudy({ evaluationDecay: 0.5 })
    await exportFile(study, 'curve.npz')
    await exportFile(study, 'segment.npz')
    const [curve, segment] = fake.requests('writeResults')
    if (curve?.kind !== 'curve' || segment?.kind !== 'curve') throw new Error('no curve')
    const { profile } = study.store.getState().results
    expect(curve.l2[7]).toBe(0.25 * (profile?.curve.squaredNorms[7] ?? 0))
    expect(segment.train.nll).toEqual(profile?.segment.train.nll)
    expect([curve.ts[60], curve.dl[0]]).toEqual([1, 0])
  })
})

describe('networks', () => {
  it('are endpoints as trained, points under the chosen statistics', async () => {
    const { study, fake } = await createFinishedStudy()
    for (const name of ['w2.npz', 'bend-1.safetensors', 'curve-t0.5.safetensors', 'curve.safetensors'])
      await exportFile(study, name)
    const [end, bend, middle, curve] = fake.requests('writeNetwork')
    expect(end).toMatchObject({ batchNorm: 'stored', format: 'npz', coefficients: Float64Array.of(1) })
    expect(bend).toMatchObject({ batchNorm: 'recomputed', coefficients: Float64Array.of(1) })
    expect(middle?.coefficients).toEqual(Float64Array.of(0.25, 0.5, 0.25))
    expect(curve).toMatchObject({ curve: 'bezier', coefficients: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1) })
    const { architecture } = middle?.problem ?? {}
    expect(JSON.parse(middle?.about['isthmus.architecture'] ?? '')).toEqual(architecture)
  })

  it('are seen where the bend is held', async () => {
    const { study, fake } = await createFinishedStudy()
    setChoices(study, { held: [{ bend: 1, x: 1, y: 9 }] })
    await exportFile(study, 'bend-1.npz')
    expect(fake.requests('writeNetwork')[0]?.basis).toHaveLength(3)
  })

  it('lie anywhere in the plane, and on the curve only between its ends', async () => {
    const { study, fake } = await createFinishedStudy()
    await exportFile(study, 'plane-x1.5-y-2e-3.safetensors')
    const [point] = fake.requests('writeNetwork')
    expect(point?.coefficients.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12)
    await expect(exportFile(study, 'curve-t1.5.npz')).rejects.toThrow('t: got 1.5')
    await expect(exportFile(study, 'bend-4.npz')).rejects.toThrow('bend 4: the curve has 1')
    await expect(exportFile(study, 'plane-x-y.npz')).rejects.toThrow('the name needs numbers')
  })

  it('are the snapshots of a race under the choices that it ran with', async () => {
    const { study, fake } = await createFinishedStudy()
    await expect(exportFile(study, 'snapshot-1.npz')).rejects.toThrow('the race is not computed')
    const { choices, results } = study.store.getState()
    const weights = [
      ...(results.curve?.controlPoints ?? []),
      ...results.endpoints.flatMap((end) => end?.id ?? []),
    ]
    expect(weights).toHaveLength(5)
    const traces = { fge: traceOf(3), sse: traceOf(1) }
    const value = { ...raceResult.value, traces }
    const race = { ...raceResult, value, key: experimentTable.race.key(choices), weights }
    study.store.setState({ results: { ...results, experiments: { race } } })
    const names = listExports(study.store.getState()).map(({ name }) => name)
    expect(names.filter((name) => /^snapshot-.*\.npz$/.test(name))).toEqual([
      'snapshot-fge-1.npz',
      'snapshot-fge-2.npz',
      'snapshot-fge-3.npz',
      'snapshot-sse-1.npz',
    ])
    for (const name of ['snapshot-fge-2.npz', 'snapshot-2.npz', 'snapshot-sse-1.safetensors'])
      await exportFile(study, name)
    expect(fake.requests('writeNetwork')).toMatchObject([
      { basis: [weights[2]], batchNorm: 'stored', format: 'npz' },
      { basis: [weights[2]], batchNorm: 'stored', format: 'npz' },
      { basis: [weights[4]], batchNorm: 'stored', format: 'safetensors' },
    ])
    await expect(exportFile(study, 'snapshot-4.npz')).rejects.toThrow('fge snapshot 4: the race has 3')
    await expect(exportFile(study, 'snapshot-sse-2.npz')).rejects.toThrow('sse snapshot 2: the race has 1')
    setChoices(study, { raceSeed: 7 })
    await expect(exportFile(study, 'snapshot-1.npz')).rejects.toThrow('the race is out of date')
  })

  it('end with the reason of the signal that stopped them', async () => {
    const { study, fake } = await createFinishedStudy()
    const abort = new AbortController()
    fake.pace = () => new Promise(() => {})
    const file = exportFile(study, 'w1.npz', { signal: abort.signal })
    abort.abort()
    await expect(file).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('come with their architecture', async () => {
    const { study } = await createFinishedStudy()
    const blob = await exportFile(study, 'architecture.json')
    expect(blob.type).toBe('application/json')
    expect(planNetwork(JSON.parse(await blob.text())).parameterCount).toBe(354)
  })

  it('come with a program that loads them', async () => {
    const { study } = await createFinishedStudy()
    const text = await (await exportFile(study, 'load_weights.py')).text()
    expect(text).toContain('def load_network(path, architecture=None):')
    expect(text).toContain('metadata["isthmus.architecture"]')
    expect(text).toContain('give architecture.json beside it')
    expect(text).toContain('holds a whole curve')
    for (const type of Object.keys(layerTypes)) expect(text).toContain(`"${type}"`)
  })
})

describe('tables', () => {
  it('name unit and split in every column', async () => {
    const { study, fake } = await createFinishedStudy()
    await exportFile(study, 'profile.csv')
    const [file] = fake.requests('writeResults')
    const columns = columnsOf(file ?? {})
    expect([...columns.keys()].slice(0, 13)).toEqual([
      't',
      'curve_step_distance',
      'curve_train_nll_nats',
      'curve_train_loss_nats',
      'curve_train_error_percent',
      'curve_train_accuracy_percent',
      'curve_train_correct_samples',
      'curve_test_nll_nats',
      'curve_test_loss_nats',
      'curve_test_error_percent',
      'curve_test_accuracy_percent',
      'curve_test_correct_samples',
      'curve_weights_norm',
    ])
    const { profile } = study.store.getState().results
    const right = profile?.curve.test.correct[3] ?? 0
    expect(columns.get('curve_test_accuracy_percent')?.[3]).toBe((right * 100) / 300)
    expect(columns.get('curve_test_error_percent')?.[3]).toBe(100 - (right * 100) / 300)
  })

  it('have the kept curves beside the shown one', async () => {
    const { study, fake } = await createFinishedStudy()
    const { profile } = study.store.getState().results
    if (!profile) throw new Error('no profile')
    const short = { ...profile, key: 'short', ts: [0, 1] }
    study.store.setState({ kept: [{ ...profile, key: `${profile.key} other` }, profile, short] })
    await exportFile(study, 'profile.json')
    const [file] = fake.requests('writeResults')
    const names = [...columnsOf(file ?? {}).keys()]
    expect(names).toContain('kept1_train_nll_nats')
    expect(names.some((name) => name.startsWith('kept2'))).toBe(false)
    expect(file).toMatchObject({ about: { isthmus: 'profile', batchNorm: 'none', trainSamples: 700 } })
  })

  it('tell the plane cell by cell, row by row of y', async () => {
    const { study, fake } = await createFinishedStudy()
    await exportFile(study, 'landscape.csv')
    const columns = columnsOf(fake.requests('writeResults')[0] ?? {})
    const { landscape } = study.store.getState().results
    expect(columns.get('alpha')?.[20]).toBeCloseTo(1.2, 12)
    expect(columns.get('beta')?.[20]).toBeCloseTo(-0.2, 12)
    expect(columns.get('beta')?.[21]).toBeGreaterThan(-0.2)
    expect(columns.get('train_nll_nats')).toEqual([...(landscape?.values.train.nll ?? [])])
  })

  it('tell how the networks were trained, and what the paths come to', async () => {
    const { study, fake } = await createFinishedStudy()
    await exportFile(study, 'training.csv')
    await exportFile(study, 'statistics.csv')
    const [training, statistics] = fake.requests('writeResults').map(columnsOf)
    expect(new Set(training?.get('network'))).toEqual(new Set(['w1', 'w2', 'curve']))
    expect(training?.get('train_accuracy_percent')?.[0]).toBe(50)
    expect(training?.get('test_nll_nats')?.[0]).toBeNaN()
    expect(statistics?.get('unit')?.slice(0, 4)).toEqual(['nats', 'nats', 'percent', 'percent'])
    expect(statistics?.get('path')?.[8]).toBe('segment')
    expect(statistics?.get('length_over_segment')?.[8]).toBe(1)
  })
})

describe('the relief', () => {
  it('is as high as the shown quantity, in logarithms where its colours are', async () => {
    const { study, fake } = await createFinishedStudy()
    await exportFile(study, 'surface.obj')
    setChoices(study, { scale: 'linear', split: 'test' })
    await exportFile(study, 'surface.obj')
    const [log, linear] = fake.requests('writeResults')
    if (log?.kind !== 'relief' || linear?.kind !== 'relief') throw new Error('no relief')
    const { landscape } = study.store.getState().results
    expect(log.heights[5]).toBe(Math.log10(landscape?.values.train.nll[5] ?? 0))
    expect(linear.heights[5]).toBe(landscape?.values.test.nll[5])
    expect(log.comments[2]).toBe('z: log10 of train nll in nats')
    expect(linear.comments[2]).toBe('z: test nll in nats')
  })
})

describe('figures', () => {
  it('are drawn by whoever offers to', async () => {
    const { study } = await createFinishedStudy()
    await expect(exportFile(study, 'plane.svg')).rejects.toMatchObject({ code: 'unsupported' })
    offerFigures(study, async (_, { name, format }, { scale }) => new Blob([`${name} ${format} ${scale}`]))
    const blob = await exportFile(study, 'profile.png', { scale: 3 })
    expect(await blob.text()).toBe('profile png 3')
  })
})
