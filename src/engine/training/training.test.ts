import { describe, expect, it } from 'vitest'
import { learningRateFactor } from '../../core/schedules.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { JobId, WeightsId } from '../../protocol/identifiers.ts'
import type { BackendName } from '../../protocol/problem.ts'
import type {
  TrainCurveEvent,
  TrainCurveRequest,
  TrainEvent,
  TrainingRecipe,
  TrainRequest,
} from '../../protocol/training.ts'
import { createFakeLab, fakeProblem, fakeRecipe } from '../fakes/fakeLab.ts'
import type { Lease } from '../sessions.ts'
import { refuseLongSteps } from './trainEpochs.ts'

const job = 'job' as JobId
const idOf = (name: string) => name as WeightsId

function trainRequest(change: Partial<TrainingRecipe> = {}, rest: Partial<TrainRequest> = {}): TrainRequest {
  return {
    problem: fakeProblem,
    seed: 1,
    initializer: 'pytorch',
    recipe: { ...fakeRecipe, ...change },
    id: idOf('w1'),
    ...rest,
  }
}

async function train(request: TrainRequest, fake = createFakeLab()) {
  const events: TrainEvent[] = []
  const outcome = await fake.lab.train(job, request, (event) => events.push(event))
  if (outcome.state !== 'done') throw new Error('cancelled')
  return { ...fake, events, result: outcome.value }
}

describe('endpoint', () => {
  it('records every epoch with the scheduled learning rate', async () => {
    const { result } = await train(trainRequest({ schedule: 'official' }))
    expect(result.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const rates = result.history.map(({ learningRate }) => learningRate)
    expect(rates).toEqual(rates.map((_, i) => 0.1 * learningRateFactor('official', i + 1, 10)))
  })

  it('breaks a schedule off where it is made for more epochs', async () => {
    const { result } = await train(trainRequest({ schedule: 'official', epochs: 8, scheduleEpochs: 10 }))
    const whole = await train(trainRequest({ schedule: 'official' }, { filmFrames: 6 }))
    expect(result.history).toHaveLength(8)
    expect(result.stored.weights).toEqual((await whole.lab.export(idOf('w1@8'))).weights)
    const few = trainRequest({ epochs: 8, scheduleEpochs: 7 })
    await expect(train(few)).rejects.toThrow('epochs of the schedule')
  })

  it('weights train means by batch size', async () => {
    const { result, log } = await train(trainRequest({ batchSize: 12, epochs: 1 }))
    const sizes = log.plans.flatMap(({ plan }) => plan.batches.map(({ length }) => length))
    expect(sizes).toEqual([12, 4])
    // The fake counts one correct row a batch.
    expect(result.history[0]?.trainAccuracy).toBe(2 / 16)
  })

  it('evaluates test with stored statistics at every ⌈epochs/25⌉-th epoch and the last', async () => {
    const { result, log } = await train(trainRequest({ epochs: 31 }))
    const tested = result.history.filter(({ testNll }) => testNll !== undefined).map(({ epoch }) => epoch)
    expect(tested).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 31])
    expect(log.evaluations[0]?.request).toMatchObject({ splits: ['test'], batchNorm: 'stored' })
  })

  it('gives the same bytes however plans are cut', async () => {
    const slow = await train(trainRequest({ epochs: 60 }), createFakeLab(40))
    const fast = await train(trainRequest({ epochs: 60 }), createFakeLab(0.1))
    expect(slow.log.plans.length).toBeGreaterThan(60)
    // Many epochs at once, and all their test figures with one request.
    expect(fast.log.plans.length).toBeLessThan(12)
    expect(fast.log.evaluations.length).toBeLessThan(12)
    expect(slow.result.stored).toEqual(fast.result.stored)
    expect(slow.result.history).toEqual(fast.result.history)
  })

  it('sends events at most every 50 ms, and the last at the end', async () => {
    const { events, result } = await train(trainRequest({}, {}), createFakeLab(5))
    const times = events.slice(0, -1).map(({ progress }) => progress.elapsedMs)
    expect(times.length).toBeGreaterThan(2)
    for (const [i, time] of times.entries())
      if (i > 0) expect(time - (times[i - 1] ?? 0)).toBeGreaterThanOrEqual(50)
    expect(events.at(-1)?.progress).toMatchObject({ done: 40, total: 40, unit: 'steps' })
    expect(events.at(-1)?.history).toEqual(result.history)
  })

  it('goes on from a held endpoint: its state, its epoch count, its batch order', async () => {
    const fake = createFakeLab()
    const first = await train(trainRequest({ epochs: 4 }), fake)
    const more = await train(trainRequest({ epochs: 6 }, { id: idOf('w1b'), from: idOf('w1') }), fake)
    expect(more.result.history.map(({ epoch }) => epoch)).toEqual([5, 6, 7, 8, 9, 10])
    expect(fake.log.trainers[1]?.request.resume).toEqual({
      slots: first.result.stored.resume?.slots,
      steps: 16,
    })
    expect(more.result.stored.resume).toMatchObject({ epochs: 10, steps: 40 })
    const whole = await train(trainRequest({ epochs: 10 }))
    const batchesOf = (log: typeof fake.log) => log.plans.flatMap(({ plan }) => plan.batches)
    expect(batchesOf(fake.log)).toEqual(batchesOf(whole.log))
    expect(more.result.stored.weights).toEqual(whole.result.stored.weights)
  })

  it('keeps moments of the way, start and end included, when asked', async () => {
    const { result, lab } = await train(trainRequest({}, { filmFrames: 6 }))
    expect(result.film?.map(({ epoch }) => epoch)).toEqual([0, 2, 4, 6, 8, 10])
    expect((await lab.export(idOf('w1@10'))).weights).toEqual(result.stored.weights)
    const { result: shorter } = await train(trainRequest({ epochs: 4 }))
    expect((await lab.export(idOf('w1@4'))).weights).toEqual(shorter.stored.weights)
    expect(shorter.film).toBeUndefined()
  })

  it('starts the optimiser afresh where another one goes on', async () => {
    const fake = createFakeLab()
    await train(trainRequest({ epochs: 1 }), fake)
    await train(trainRequest({ optimizer: 'adam' }, { id: idOf('w1b'), from: idOf('w1') }), fake)
    expect(fake.log.trainers[1]?.request.resume).toBeUndefined()
  })

  it.each([40, 5, 0.01])(
    'stops where it diverges and keeps the weights of the last finite epoch, %f ms a step',
    async (workMs) => {
      const hot = { learningRate: 30, epochs: 200 }
      const { result, log } = await train(trainRequest(hot), createFakeLab(workMs))
      const { diverged, history, stored } = result
      expect(diverged).toMatchObject({ epoch: history.length + 1, learningRate: 30 })
      expect(history.length).toBeGreaterThan(3)
      expect(diverged?.step).toBeGreaterThan(0)
      expect(stored.weights.every(Number.isFinite)).toBe(true)
      const short = await train(trainRequest({ ...hot, epochs: history.length }))
      expect(short.result.stored.weights).toEqual(stored.weights)
      const stepwise = await train(trainRequest(hot), createFakeLab(100))
      expect(stepwise.result.diverged).toEqual(diverged)
      expect(log.openTrainers).toBe(0)
    },
  )

  it('lets go of its trainer when cancelled', async () => {
    const { lab, log } = createFakeLab()
    log.onWork = () => {
      if (log.plans.length === 2) void lab.cancel(job)
    }
    expect(await lab.train(job, trainRequest(), () => {})).toEqual({ state: 'cancelled' })
    expect(log.openTrainers).toBe(0)
    await expect(lab.export(idOf('w1'))).rejects.toMatchObject({ code: 'invalid-request' })
  })

  it.each(['device-lost', 'out-of-memory'] as const)(
    'goes on from the last epoch on the CPU after %s',
    async (code) => {
      const undisturbed = await train(trainRequest())
      const fake = createFakeLab()
      let work = 0
      fake.log.onWork = (backend) => {
        work++
        if (backend === 'tf-webgpu' && work > 22) throw new EngineError(code, 'gone')
      }
      const { result, log } = await train(trainRequest(), fake)
      expect(result.backend).toEqual({ name: 'tf-cpu', reason: code, adapter: '' })
      expect(result.history).toEqual(undisturbed.result.history)
      expect(result.stored.weights).toEqual(undisturbed.result.stored.weights)
      expect(log.trainers[1]?.request.resume?.steps).toBeGreaterThan(0)
      expect(log.openTrainers).toBe(0)
    },
  )

  it('goes on with new workers when one of the pool died', async () => {
    const undisturbed = await train(trainRequest())
    const fake = createFakeLab()
    let works = 0
    fake.log.onWork = () => {
      if (++works === 15) throw new EngineError('worker-died', 'no answer')
    }
    const { result, log } = await train(trainRequest(), fake)
    expect(result.history).toEqual(undisturbed.result.history)
    expect(result.stored.weights).toEqual(undisturbed.result.stored.weights)
    expect(result.backend).toEqual(undisturbed.result.backend)
    expect(log.trainers[1]?.request.resume?.steps).toBeGreaterThan(0)
  })

  it('gives up when workers die again and again', async () => {
    const fake = createFakeLab()
    fake.log.onWork = () => {
      throw new EngineError('worker-died', 'no answer')
    }
    await expect(train(trainRequest(), fake)).rejects.toMatchObject({ code: 'worker-died' })
  })

  it('refuses steps that tfjs on the CPU could not be stopped in', () => {
    const lease = (name: BackendName, forwardFlops: number) =>
      ({ report: { name }, network: { forwardFlops }, data: { train: { count: 1000 } } }) as unknown as Lease
    expect(() => refuseLongSteps(lease('tf-cpu', 1e7), { ...fakeRecipe, batchSize: 128 })).toThrow(
      /3.8 GFLOP/,
    )
    expect(() => refuseLongSteps(lease('tf-cpu', 1e6), { ...fakeRecipe, batchSize: 128 })).not.toThrow()
    expect(() => refuseLongSteps(lease('simd', 1e9), { ...fakeRecipe, batchSize: 128 })).not.toThrow()
  })

  it('does not fall back from the CPU', async () => {
    const fake = createFakeLab()
    fake.log.onWork = () => {
      throw new EngineError('out-of-memory', 'full')
    }
    const request = trainRequest({}, { problem: { ...fakeProblem, backend: 'tf-cpu' } })
    await expect(train(request, fake)).rejects.toMatchObject({ code: 'out-of-memory' })
  })
})

describe('curve', () => {
  async function trainCurve(change: Partial<TrainCurveRequest> = {}, fake = createFakeLab()) {
    await fake.lab.load({
      id: idOf('w1'),
      weights: Float32Array.of(0, 0, 0, 0, 0, 0),
      buffers: new Float32Array(),
    })
    await fake.lab.load({
      id: idOf('w2'),
      weights: Float32Array.of(4, 4, 4, 4, 4, 4),
      buffers: new Float32Array(),
    })
    const request: TrainCurveRequest = {
      problem: fakeProblem,
      kind: 'bezier',
      endpoints: [idOf('w1'), idOf('w2')],
      controlPoints: [idOf('w1'), idOf('bend'), idOf('w2')],
      freeEndpoints: false,
      recipe: fakeRecipe,
      seed: 3,
      ...change,
    }
    const events: TrainCurveEvent[] = []
    const outcome = await fake.lab.trainCurve(job, request, (event) => events.push(event))
    if (outcome.state !== 'done') throw new Error('cancelled')
    return { ...fake, events, result: outcome.value }
  }

  it('starts on the segment, trains the bend alone, one t a step', async () => {
    const { log, result } = await trainCurve()
    const [trainer] = log.trainers
    expect(trainer?.request.trained).toEqual([false, true, false])
    expect([...(trainer?.request.basis[1] ?? [])]).toEqual([2, 2, 2, 2, 2, 2])
    const rows = log.plans.flatMap(({ plan }) => [...plan.coefficients])
    expect(rows.length).toBe(40 * 3)
    for (let i = 0; i < rows.length; i += 3) {
      expect(rows.slice(i, i + 3).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12)
    }
    expect(new Set(rows.filter((_, i) => i % 3 === 0)).size).toBe(40)
    expect(result.stored.map(({ id }) => id)).toEqual(['bend'])
  })

  it('starts from given bends and frees the ends when asked', async () => {
    const names = ['a', 'b1', 'b2', 'c'].map(idOf)
    const fake = createFakeLab()
    for (const [i, name] of ['s1', 's2'].entries()) {
      await fake.lab.load({
        id: idOf(name),
        weights: new Float32Array(6).fill(i + 5),
        buffers: new Float32Array(),
      })
    }
    const startBends = ['s1', 's2'].map(idOf)
    const { log, result } = await trainCurve(
      { kind: 'chain', controlPoints: names, freeEndpoints: true, startBends },
      fake,
    )
    expect(log.trainers[0]?.request.basis.map(([first]) => first)).toEqual([0, 5, 6, 4])
    expect(result.stored.map(({ id }) => id)).toEqual(names)
    expect((await fake.lab.export(idOf('s1'))).weights).toEqual(new Float32Array(6).fill(5))
  })

  it('sends the geometry of the moving control points, and a live profile within its share of time', async () => {
    const { events, log } = await trainCurve({ recipe: { ...fakeRecipe, epochs: 60 } })
    expect(events[0]?.geometry.products[4]).toBeCloseTo(24)
    expect(events.at(-1)?.geometry.products[4]).not.toBeCloseTo(24)
    expect(events.at(-1)?.progress).toMatchObject({ done: 240, total: 240 })
    const profiles = events.flatMap(({ profile }) => profile ?? [])
    expect(profiles.length).toBeGreaterThan(1)
    for (const { ts, trainNll } of profiles) expect(trainNll.length).toBe(ts.length)
    const watched = log.evaluations.reduce((sum, { request }) => sum + request.coefficients.length / 3, 0)
    expect(watched).toBeLessThanOrEqual(0.3 * 240)
  })

  it('is not changed by being watched', async () => {
    const watched = await trainCurve({ recipe: { ...fakeRecipe, epochs: 60 } }, createFakeLab(5))
    const unwatched = await trainCurve({ recipe: { ...fakeRecipe, epochs: 60 } }, createFakeLab(0))
    expect(watched.log.evaluations.length).toBeGreaterThan(unwatched.log.evaluations.length)
    expect(watched.result.stored).toEqual(unwatched.result.stored)
  })

  it('keeps the same film however many epochs go by at once', async () => {
    const change = { recipe: { ...fakeRecipe, epochs: 60 }, filmFrames: 9 }
    const [fast, slow] = await Promise.all(
      [0.01, 40].map((workMs) => trainCurve(change, createFakeLab(workMs))),
    )
    expect(fast?.result.film.map(({ epoch }) => epoch)).toEqual([0, 8, 15, 23, 30, 38, 45, 53, 60])
    expect(fast?.result.film).toEqual(slow?.result.film)
    expect(fast?.log.plans.length).toBeLessThan(12)
    for (const { controlPoints } of fast?.result.film ?? []) {
      const [, bend = idOf('none')] = controlPoints
      expect(await fast?.lab.export(bend)).toEqual(await slow?.lab.export(bend))
    }
  })

  it('takes the same ts again after a lost device', async () => {
    const undisturbed = await trainCurve()
    const fake = createFakeLab()
    let work = 0
    fake.log.onWork = (backend) => {
      work++
      if (backend === 'tf-webgpu' && work > 22) throw new EngineError('device-lost', 'gone')
    }
    const { result } = await trainCurve({}, fake)
    expect(result.backend.reason).toBe('device-lost')
    expect(result.stored).toEqual(undisturbed.result.stored)
  })

  it('recomputes running statistics at each new control point', async () => {
    const architecture = {
      input: [2],
      layers: [{ type: 'linear', out: 2 }, { type: 'batchnorm' }],
    } as const
    const fake = createFakeLab()
    const buffers = new Float32Array(4)
    for (const name of ['e1', 'e2'])
      await fake.lab.load({ id: idOf(name), weights: new Float32Array(10), buffers })
    const { result } = await trainCurve(
      {
        problem: { ...fakeProblem, architecture },
        endpoints: [idOf('e1'), idOf('e2')],
        controlPoints: ['e1', 'bend', 'e2'].map(idOf),
      },
      fake,
    )
    expect(result.stored[0]?.buffers).toEqual(new Float32Array(4).fill(7))
  })
})
