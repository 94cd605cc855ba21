import { expect, it, vi } from 'vitest'
import { setChoices } from '../store/choices/editing.ts'
import { createFakeStudy, createFinishedStudy, createGate, settle } from '../store/fakes/createFakeStudy.ts'
import { freshnessOf } from '../store/keys.ts'
import { createIsthmus } from './exposeIsthmus.ts'
import { IsthmusError } from './isthmusError.ts'

async function caught(call: Promise<unknown>): Promise<IsthmusError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof IsthmusError) return error
  throw new Error(`no IsthmusError but ${String(error)}`)
}

it('waits until a link that is on its way is there', async () => {
  const { study } = createFakeStudy()
  study.store.setState({ opening: true })
  const isthmus = createIsthmus(study)
  const done = vi.fn()
  void isthmus.choose({ seed2: 4 }).then(done)
  await settle()
  expect(done).not.toHaveBeenCalled()
  study.store.setState({ opening: false })
  await isthmus.ready
  await settle()
  expect(done).toHaveBeenCalled()
  expect(isthmus.choices().seed2).toBe(4)
})

it('trains the endpoints, the curve, or all, and only what is not fresh', async () => {
  const { study, fake } = createFakeStudy()
  const isthmus = createIsthmus(study)
  const endpoints = await isthmus.train('endpoints')
  expect(endpoints).toMatchObject({ state: 'done', endpoints: [{}, {}] })
  expect('curve' in endpoints).toBe(false)
  expect(await isthmus.train('curve')).toMatchObject({
    state: 'done',
    curve: { controlPoints: [{}, {}, {}] },
  })
  expect(fake.requests('train')).toHaveLength(2)
  await isthmus.train('all')
  const { choices, results } = study.store.getState()
  expect(Object.values(freshnessOf(choices, results))).toEqual(Array(5).fill('fresh'))
  expect(isthmus.results().landscape).toMatchObject({
    computed: 441,
    grid: { x: { count: 21 }, y: { count: 21 } },
  })
  expect(fake.requests('trainCurve')).toHaveLength(1)
  await isthmus.train('curve', { again: true })
  expect(fake.requests('trainCurve')).toHaveLength(2)
})

it('evaluates segment, curve and plane at the points that were asked for', async () => {
  const { study, fake } = createFakeStudy()
  const isthmus = createIsthmus(study)
  const segment = await isthmus.evaluateSegment({ points: 5 })
  if (segment.state !== 'done') throw new Error('cancelled')
  expect(fake.requests('trainCurve')).toEqual([])
  expect(Array.from(segment.ts)).toEqual([0, 0.25, 0.5, 0.75, 1])
  expect(segment.train).toMatchObject({
    nll: expect.any(Float64Array),
    correct: expect.any(Int32Array),
    count: 700,
  })
  expect(segment.length).toBeGreaterThan(0)

  const curve = await isthmus.evaluateCurve({ points: 7 })
  if (curve.state !== 'done') throw new Error('cancelled')
  expect(curve.test.accuracy).toHaveLength(7)
  expect(curve.dl[0]).toBe(0)
  expect(isthmus.choices().points).toBe(7)

  const plane = await isthmus.evaluatePlane({ resolution: 4, margin: 0.5, through: 'curve' })
  if (plane.state !== 'done') throw new Error('cancelled')
  expect([plane.width, plane.height, plane.train.nll.length]).toEqual([4, 4, 16])
  expect(plane.alphas[0]).toBeCloseTo(-0.5, 12)
  expect(plane.betas[3]).toBeCloseTo(1.5, 12)
  expect(plane.w2).toMatchObject({ x: expect.closeTo((plane.xs[3] ?? 0) / 1.5), y: expect.closeTo(0) })
  expect(plane.w3.y).toBeGreaterThan(0)
})

it('evaluates the plane of three modes', async () => {
  const { study } = createFakeStudy()
  const isthmus = createIsthmus(study)
  const plane = await isthmus.evaluatePlane({ resolution: 3, through: 'modes' })
  expect(plane).toMatchObject({ state: 'done', through: 'modes', width: 3, w1: { x: 0, y: 0 } })
  expect(isthmus.results().curve).toBeUndefined()
})

it('evaluates planes along directions as they are asked for, with the trainings in them', async () => {
  const { study, fake } = createFakeStudy()
  const isthmus = createIsthmus(study)
  const random = await isthmus.evaluatePlane({
    through: 'random',
    origin: 'curve',
    t: 0.25,
    normalize: 'layer',
    seed: 9,
    reach: 0.5,
    resolution: 3,
  })
  expect(random).toMatchObject({ state: 'done', through: 'random', width: 3 })
  expect(fake.requests('define').filter(({ kind }) => kind === 'random')).toMatchObject([
    { seed: 9, index: 0, scaling: 'layer' },
    { seed: 9, index: 1, scaling: 'layer' },
  ])
  expect(isthmus.choices()).toMatchObject({ planeOrigin: 'curve', planeT: 0.25, planeReach: 0.5 })
  const training = await isthmus.evaluatePlane({ through: 'trajectory', origin: 'w2', trails: true })
  if (training.state !== 'done') throw new Error('cancelled')
  expect(training.explained).toHaveLength(2)
  expect(training.trails?.map(({ end }) => end).toSorted()).toEqual([0, 1])
  expect(training.w1.distance).toBeGreaterThanOrEqual(0)
  const hessian = await isthmus.evaluatePlane({ through: 'hessian', origin: 'w1' })
  expect(hessian).toMatchObject({ through: 'hessian', eigenvalues: [expect.any(Number), expect.any(Number)] })
  expect(await isthmus.evaluatePlane({ through: 'aligned' })).toMatchObject({ through: 'aligned' })
})

it('hands out copies, so that no script can change what is on screen', async () => {
  const { study } = await createFinishedStudy()
  const isthmus = createIsthmus(study)
  const curve = await isthmus.evaluateCurve()
  const plane = await isthmus.evaluatePlane()
  if (curve.state !== 'done' || plane.state !== 'done') throw new Error('cancelled')
  curve.train.nll.fill(9)
  plane.train.correct.fill(9)
  const { profile, landscape } = isthmus.results()
  expect(profile?.curve.train.nll).not.toContain(9)
  expect(landscape?.values.train.correct).not.toContain(9)
})

it('what it changes can be undone', async () => {
  const { study } = await createFinishedStudy()
  const isthmus = createIsthmus(study)
  const before = isthmus.choices()
  await isthmus.evaluateCurve({ points: 11 })
  isthmus.undo()
  expect(isthmus.choices()).toEqual(before)
  expect(isthmus.results().profile?.ts).toHaveLength(61)
  isthmus.redo()
  expect(isthmus.results().profile?.ts).toHaveLength(11)
})

it('resolves to cancelled when it is cancelled, or when the person wants something else', async () => {
  const { study, fake } = createFakeStudy()
  const isthmus = createIsthmus(study)
  fake.pace = (verb) => (verb === 'train' ? createGate().wait : undefined)
  const training = isthmus.train('endpoints')
  await settle()
  isthmus.cancel()
  expect(await training).toEqual({ state: 'cancelled' })
  const second = isthmus.evaluateSegment()
  await settle()
  setChoices(study, { seed1: 77 })
  expect(await second).toEqual({ state: 'cancelled' })
})

it('throws what failed, with its code and step', async () => {
  const { study } = createFakeStudy()
  const isthmus = createIsthmus(study)
  await isthmus.choose({ seed1: 5, seed2: 5 })
  const error = await caught(isthmus.evaluateCurve())
  expect(error).toMatchObject({ name: 'IsthmusError', code: 'identical-endpoints', step: 'curve' })
  expect(error).toBeInstanceOf(isthmus.IsthmusError)
  expect(error.message).toContain('the same network')
})

it.each<[string, (isthmus: ReturnType<typeof createIsthmus>) => Promise<unknown>, string]>([
  ['a choice', (i) => i.choose({ colour: 1 } as never), 'no such choice: colour'],
  ['a value', (i) => i.choose({ epochs: 0 }), 'epochs cannot be 0: a whole number from 1 to 2000'],
  ['what says nothing', (i) => i.choose({ network: 'cnn' }), 'net=cnn says nothing beside the other choices'],
  ['what to train', (i) => i.train('bend' as never), "must be 'endpoints' or 'curve' or 'all', not \"bend\""],
  ['an option', (i) => i.train('all', { again: 1 } as never), 'again of train must be true or false, not 1'],
  [
    'points',
    (i) => i.evaluateCurve({ points: 1 }),
    'points of evaluateCurve must be a whole number from 2 to 2001, not 1',
  ],
  ['a fraction', (i) => i.evaluateSegment({ points: 2.5 }), 'not 2.5'],
  [
    'an argument',
    (i) => i.evaluatePlane({ size: 3 } as never),
    'evaluatePlane knows no size; it takes resolution, margin, through, origin, t, normalize, seed, reach, trails',
  ],
  [
    'a plane',
    (i) => i.evaluatePlane({ through: 'bend' } as never),
    "through of evaluatePlane must be 'curve' or 'modes' or 'random' or",
  ],
  [
    'a number for an object',
    (i) => i.evaluatePlane(21 as never),
    'evaluatePlane takes an object with resolution',
  ],
  ['no files', (i) => i.open([]), 'open needs at least one file'],
  [
    'bytes without a name',
    (i) => i.open([new Blob(['1'])] as never),
    'file 1 must be a File or { name, data }',
  ],
  ['a layer', (i) => i.setArchitecture('{"input":[2],"layers":[{"type":"dense"}]}'), 'dense'],
  ['broken JSON', (i) => i.setArchitecture('{'), 'JSON'],
])('refuses %s and says what is allowed', async (_, call, message) => {
  const { study } = createFakeStudy()
  const error = await caught(call(createIsthmus(study)))
  expect(error.code).toBe('invalid-request')
  expect(error.message).toContain(message)
  expect(study.store.getState().past).toEqual([])
})

it('takes an architecture that fits, and keeps one that does not for the files to come', async () => {
  const { study } = createFakeStudy()
  const isthmus = createIsthmus(study)
  const layers = [{ type: 'linear', out: 4 }, { type: 'tanh' }, { type: 'linear', out: 2 }]
  const taken = await isthmus.setArchitecture({ input: [2], layers })
  expect(taken).toEqual({ state: 'done', applied: true, parameterCount: 22 })
  expect(isthmus.choices().network).toBe('custom')
  const other = await isthmus.setArchitecture(JSON.stringify({ input: [9], layers }))
  expect(other).toMatchObject({ applied: false, parameterCount: 50 })
  expect(JSON.parse(isthmus.choices().architecture)).toMatchObject({ input: [2] })
})

it('does not take an architecture in which weights from files would mean something else', async () => {
  const { study } = createFakeStudy()
  const isthmus = createIsthmus(study)
  const linear = (out: number) => ({ type: 'linear', out })
  await isthmus.setArchitecture({ input: [2], layers: [linear(4), { type: 'relu' }, linear(2)] })
  await isthmus.choose({ opened1: 'a.pt!0123456789abcdef' })
  await isthmus.setArchitecture({ input: [2], layers: [linear(4), { type: 'tanh' }, linear(2)] })
  const error = await caught(isthmus.setArchitecture({ input: [2], layers: [linear(5), linear(2)] }))
  expect(error.code).toBe('shape-mismatch')
  expect(error.message).toContain('4×2')
})

it('tells of progress, changes, ends and errors until nobody listens', async () => {
  const { study } = createFakeStudy()
  const isthmus = createIsthmus(study)
  const told: unknown[] = []
  const stop = isthmus.on('finished', (event) => told.push(event))
  isthmus.on('error', (event) => told.push(event))
  const changes = vi.fn()
  isthmus.on('change', changes)
  await isthmus.choose({ seed2: 3 })
  expect(changes).toHaveBeenLastCalledWith({ choices: ['seed2'], results: [] })
  await isthmus.train('endpoints')
  expect(told).toEqual([
    { step: 'data', end: 'done' },
    { step: 'endpoints', end: 'done' },
  ])
  expect(changes).toHaveBeenCalledWith({ choices: [], results: ['endpoints'] })
  stop()
  await isthmus.choose({ seed1: 3 })
  await caught(isthmus.train('curve'))
  expect(told.slice(2)).toEqual([
    { step: 'curve', code: 'identical-endpoints', message: expect.stringContaining('the same') },
  ])
  expect(() => isthmus.on('done' as never, () => {})).toThrow("event must be 'progress' or 'change'")
  expect(() => isthmus.on('error', 'x' as never)).toThrow('callback must be a function')
})
