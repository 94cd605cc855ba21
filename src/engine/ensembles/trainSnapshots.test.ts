import { describe, expect, it } from 'vitest'
import { layTimetable } from '../../core/ensembles/snapshotPlan.ts'
import { readFixture, readPublicData } from '../../fixtures/readFixture.ts'
import { createReferenceProblem } from '../../fixtures/referenceProblem.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { TrainSnapshotsEvent, TrainSnapshotsRequest } from '../../protocol/ensembles.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import { createFakeLab, fakeProblem, fakeRecipe } from '../fakes/fakeLab.ts'
import { awaitDone, createNodeLab, onlyJob } from '../fakes/nodeLab.ts'

const idOf = (name: string) => name as WeightsId
const ids = Array.from({ length: 8 }, (_, k) => idOf(`s${k}`))

const fge = { method: 'fge', alpha1: 0.1, alpha2: 0.01, cycleEpochs: 2, epochs: 6, variant: 'code' } as const
const sse = { method: 'sse', alpha0: 0.2, cycles: 3, epochs: 6 } as const

function requestOf(change: Partial<TrainSnapshotsRequest> = {}): TrainSnapshotsRequest {
  const { learningRate: _rate, epochs: _epochs, schedule: _schedule, ...recipe } = fakeRecipe
  return {
    problem: fakeProblem,
    seed: 3,
    plan: fge,
    recipe,
    start: { initializer: 'pytorch' },
    ids,
    ...change,
  }
}

async function train(request = requestOf(), fake = createFakeLab()) {
  const events: TrainSnapshotsEvent[] = []
  const result = await awaitDone(fake.lab.trainSnapshots(onlyJob, request, (event) => events.push(event)))
  return { ...fake, events, result }
}

describe('trainSnapshots', () => {
  it.each([fge, sse])('takes the plan’s learning rate in every iteration: $method', async (plan) => {
    const { result, log } = await train(requestOf({ plan }))
    const { learningRates, collected } = layTimetable(plan, 4)
    expect(log.plans.flatMap(({ plan: { learningRates: rates } }) => [...rates])).toEqual([...learningRates])
    expect(result.learningRates).toEqual(learningRates)
    const snapshots = result.trace.filter(({ snapshot }) => snapshot)
    expect(snapshots.map(({ iteration }) => iteration)).toEqual(collected)
    expect(snapshots.map(({ snapshot }) => snapshot?.id)).toEqual(ids.slice(0, 3))
    expect(result.stored.map(({ id }) => id)).toEqual(ids.slice(0, 3))
  })

  it('looks at the network before the first iteration and after every epoch, or more often', async () => {
    const { result } = await train()
    expect(result.trace.map(({ iteration }) => iteration)).toEqual([0, 4, 8, 12, 16, 20, 24])
    expect(result.trace[0]).toMatchObject({ epoch: 0, distance: 0, learningRate: 0.1 })
    expect(result.trace[0]?.trainNll).toBeUndefined()
    const { result: fine } = await train(requestOf({ recordsPerEpoch: 2 }))
    expect(fine.trace.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 13 }, (_, k) => k / 2))
    expect(fine.stored).toEqual(result.stored)
  })

  it('goes on from a held network: its momentum, its batch order; the network stays', async () => {
    const fake = createFakeLab()
    const train10 = { problem: fakeProblem, seed: 3, initializer: 'pytorch', recipe: fakeRecipe } as const
    const first = await awaitDone(fake.lab.train(onlyJob, { ...train10, id: idOf('w1') }, () => {}))
    const { result, log } = await train(requestOf({ start: { from: idOf('w1') } }), fake)
    expect(log.trainers.at(-1)?.request.resume).toEqual({ slots: first.stored.resume?.slots, steps: 40 })
    const batches = log.plans.flatMap(({ plan }) => plan.batches)
    const other = createFakeLab()
    await other.lab.train(
      onlyJob,
      { ...train10, recipe: { ...fakeRecipe, epochs: 16 }, id: idOf('w') },
      () => {},
    )
    expect(batches).toEqual(other.log.plans.flatMap(({ plan }) => plan.batches))
    expect(result.trace[0]?.distance).toBe(0)
    expect(await fake.lab.export(idOf('w1'))).toEqual(first.stored)
  })

  it('gives the same bytes however plans are cut, and sends events at most every 50 ms', async () => {
    const slow = await train(requestOf(), createFakeLab(40))
    const fast = await train(requestOf(), createFakeLab(0.1))
    expect(slow.log.plans.length).toBeGreaterThan(fast.log.plans.length)
    expect(slow.result.stored).toEqual(fast.result.stored)
    expect(slow.result.trace).toEqual(fast.result.trace)
    const times = (await train()).events.slice(0, -1).map(({ progress }) => progress.elapsedMs)
    for (const [i, time] of times.entries())
      if (i > 0) expect(time - (times[i - 1] ?? 0)).toBeGreaterThanOrEqual(50)
    expect(slow.events.at(-1)?.progress).toMatchObject({ done: 24, total: 24 })
  })

  it('goes on where it was on the CPU when the device fails', async () => {
    const whole = await train()
    const fake = createFakeLab()
    let works = 0
    fake.log.onWork = (backend) => {
      if (backend === 'tf-webgpu' && ++works === 17) throw new EngineError('device-lost', 'lost')
    }
    const { result, log } = await train(requestOf(), fake)
    expect(result.backend).toMatchObject({ name: 'tf-cpu', reason: 'device-lost' })
    expect(result.stored).toEqual(whole.result.stored)
    expect(result.trace).toEqual(whole.result.trace)
    expect(log.openTrainers).toBe(0)
  })

  it('keeps what it collected before it diverged', async () => {
    const plan = { ...fge, alpha1: 1e5, alpha2: 1e5 }
    const { result, log } = await train(requestOf({ plan }))
    expect(result.diverged).toMatchObject({ learningRate: 1e5 })
    expect(result.learningRates.length).toBeLessThan(24)
    expect(result.stored.every(({ weights }) => weights.every(Number.isFinite))).toBe(true)
    expect(log.openTrainers).toBe(0)
  })

  it('refuses too few names and cycles without a middle', async () => {
    await expect(train(requestOf({ ids: ids.slice(0, 2) }))).rejects.toThrow(
      'names of snapshots: got 2, wanted 3',
    )
    const odd = { ...fge, cycleEpochs: 1 }
    const threeSteps = { ...requestOf().recipe, batchSize: 6 }
    await expect(train(requestOf({ plan: odd, recipe: threeSteps }))).rejects.toThrow('even number')
  })

  it('can be cancelled', async () => {
    const fake = createFakeLab()
    const send = () => void fake.lab.cancel(onlyJob)
    expect(await fake.lab.trainSnapshots(onlyJob, requestOf(), send)).toEqual({ state: 'cancelled' })
    expect(fake.log.openTrainers).toBe(0)
  })
})

describe.each(['simd', 'tf-cpu'] as const)('on %s', (backend) => {
  it.each(['moons', 'digits_bn'] as const)(
    'trains the same networks twice, better together: %s',
    async (name) => {
      const file = name === 'moons' ? readFixture(name) : readPublicData('digits')
      const { network, dataset } = createReferenceProblem(name, file)
      const { lab, problemOn } = await createNodeLab(dataset)
      const epochs = name === 'moons' || backend === 'simd' ? 12 : 2
      const request = requestOf({
        problem: problemOn(backend, network.architecture),
        plan: { ...fge, cycleEpochs: 2, epochs },
        recipe: { ...requestOf().recipe, batchSize: 128, weightDecay: 1e-4 },
      })
      const result = await awaitDone(lab.trainSnapshots(onlyJob, request, () => {}))
      const again = await awaitDone(lab.trainSnapshots(onlyJob, request, () => {}))
      expect(again.stored).toEqual(result.stored)
      expect(again.trace).toEqual(result.trace)
      expect(result.stored[0]?.buffers).toHaveLength(network.bufferCount)
      const last = result.trace.findLast(({ snapshot }) => snapshot)
      expect(last?.distance).toBeGreaterThan(0)
      expect(last?.snapshot?.single.correct).toBe(Math.round((last?.testAccuracy ?? 0) * dataset.test.count))
      const scored = await awaitDone(
        lab.scoreEnsemble(onlyJob, {
          problem: request.problem,
          basis: result.stored.map(({ id }) => id),
          coefficients: identity(result.stored.length),
          split: 'test',
          batchNorm: 'stored',
        }),
      )
      expect(scored.ensembles.at(-1)).toEqual(last?.snapshot?.ensemble)
      expect(scored.weightAverage.nll).toBeLessThan(Math.log(network.classCount))
    },
  )
})

function identity(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, i) => Number(i % (size + 1) === 0))
}
