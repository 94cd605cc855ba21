import { beforeAll, describe, expect, test } from 'vitest'
import { curveRows, uniformTs } from '../../../core/curves/curve.ts'
import type { Dataset } from '../../../core/data/dataset.ts'
import type { Architecture } from '../../../core/networks/architecture.ts'
import { initializeWeights } from '../../../core/networks/initializers.ts'
import { initialBuffers } from '../../../core/networks/network.ts'
import { planNetwork } from '../../../core/networks/planNetwork.ts'
import { createRandom } from '../../../core/random.ts'
import { compileKernels } from '../../../kernels/loader.ts'
import { EngineError } from '../../../protocol/engineError.ts'
import type { JobControl, PointsRequest, TrainerRequest } from '../backend.ts'
import { dealPoints } from './dealPoints.ts'
import { openLocalLane } from './laneClient.ts'
import { SimdSession } from './session.ts'
import { packPlan } from './trainerPlan.ts'

const control: JobControl = { breathe: async () => {} }
const splits = ['train', 'test'] as const

const mlp: Architecture = {
  input: [40],
  layers: [{ type: 'linear', out: 17 }, { type: 'relu' }, { type: 'linear', out: 3 }],
}
const pooled: Architecture = {
  input: [1, 12, 12],
  layers: [
    { type: 'conv2d', out: 6, kernel: 5, padding: 2 },
    { type: 'relu' },
    { type: 'maxpool', kernel: 3, stride: 2 },
    { type: 'conv2d', out: 9, kernel: 3, padding: 1 },
    { type: 'maxpool', kernel: 2 },
    { type: 'flatten' },
    { type: 'linear', out: 3 },
  ],
}
const cnn: Architecture = {
  input: [2, 12, 12],
  layers: [
    { type: 'conv2d', out: 16, kernel: 3, padding: 1 },
    { type: 'batchnorm' },
    { type: 'relu' },
    { type: 'conv2d', out: 32, kernel: 3, padding: 1 },
    { type: 'batchnorm' },
    { type: 'globalavgpool' },
    { type: 'linear', out: 3 },
  ],
}

let module: WebAssembly.Module
beforeAll(async () => {
  module = await compileKernels('plain')
})

function createData(inputShape: readonly number[], trainCount: number): Dataset {
  const random = createRandom(3, 'data')
  const size = inputShape.reduce((product, side) => product * side, 1)
  const split = (count: number) => ({
    count,
    inputs: Float32Array.from({ length: count * size }, () => random.normal()),
    labels: Int32Array.from({ length: count }, () => random.integer(3)),
  })
  return { inputShape, classCount: 3, train: split(trainCount), test: split(45) }
}

function createProblem(
  architecture: Architecture,
  options: { trainCount?: number; basisSize?: number } = {},
) {
  const { trainCount = 300, basisSize = 3 } = options
  const network = planNetwork(architecture)
  const basis = Array.from({ length: basisSize }, (_, seed) =>
    initializeWeights(network, 'pytorch', createRandom(seed, 'initialisation')),
  )
  const buffers = basis.map(() => initialBuffers(network))
  return { network, data: createData(architecture.input, trainCount), basis, buffers }
}

type Problem = ReturnType<typeof createProblem>

async function openSession({ network, data }: Problem, laneCount: number, limitBytes = 2 ** 28) {
  const options = { module, network, data, limitBytes }
  const lanes = await Promise.all(Array.from({ length: laneCount }, () => openLocalLane(options)))
  return { session: new SimdSession(lanes, network, data), lanes }
}

function pointsRequest({ basis, buffers }: Problem, count: number): PointsRequest {
  const coefficients = curveRows('bezier', basis.length, uniformTs(count))
  return { basis, buffers, coefficients, splits, batchNorm: 'recomputed' }
}

function trainerRequest({ basis, network }: Problem): TrainerRequest {
  const trained = basis.map((_, index) => index === 1)
  const buffers = initialBuffers(network)
  const recipe = { optimizer: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 1e-3 } as const
  return { basis, trained, buffers, ...recipe, dropoutSeed: 1 }
}

function planSteps(problem: Problem, steps: number) {
  const size = problem.basis.length
  return {
    batches: Array.from({ length: steps }, (_, k) =>
      Int32Array.from({ length: 50 }, (_, i) => (7 * i + k) % 300),
    ),
    learningRates: new Float64Array(steps).fill(0.01),
    coefficients: new Float64Array(steps * size).fill(1 / size),
  }
}

describe('the deal of the points', () => {
  const cases: [string, Architecture, number][] = [
    ['an mlp, many points', mlp, 41],
    ['an mlp, one point', mlp, 1],
    ['a cnn with batch norm, fewer points than lanes', cnn, 2],
  ]
  test.each(cases)('%s: changes no byte', async (_, architecture, count) => {
    const problem = createProblem(architecture)
    const results = []
    for (const laneCount of [1, 2, 3, 5]) {
      const { session } = await openSession(problem, laneCount)
      results.push(await session.evaluate(pointsRequest(problem, count), control))
    }
    for (const result of results) expect(result).toEqual(results[0])
    expect(results[0]?.train?.nll.every((nll) => nll > 0 && Number.isFinite(nll))).toBe(true)
  })

  test('shares the tiles of a heavy point over the lanes', async () => {
    const problem = createProblem(cnn)
    const { lanes } = await openSession(problem, 3)
    const request = pointsRequest(problem, 2)
    const run = (pointFlops: number) =>
      dealPoints({
        lanes,
        spec: { ...request, buffers: [], recompute: true, shareFirstLayer: false },
        points: 2,
        pointFlops,
        counts: { train: 300, test: 45 },
        control,
        onPart: undefined,
      })
    expect(await run(1e12)).toEqual(await run(1))
  })

  test('announces finished stretches in order, without gaps', async () => {
    const problem = createProblem(mlp)
    const { session } = await openSession(problem, 3)
    const seen: number[] = []
    const whole = await session.evaluate(
      {
        ...pointsRequest(problem, 41),
        onPart: (start, { train }) => {
          expect(start).toBe(seen.length)
          seen.push(...(train?.nll ?? []))
        },
      },
      control,
    )
    expect(seen).toEqual([...(whole.train?.nll ?? [])])
  })

  test.each([2, 4, 5])(
    'shared first-layer products agree with whole ones, %i basis vectors',
    async (basisSize) => {
      const problem = createProblem(mlp, { basisSize })
      const { session } = await openSession(problem, 1)
      // Few points do not pay for sharing, many do.
      const many = await session.evaluate(pointsRequest(problem, 21), control)
      const request = pointsRequest(problem, 21)
      for (const point of [0, 7, 20]) {
        const coefficients = request.coefficients.slice(point * basisSize, (point + 1) * basisSize)
        const one = await session.evaluate({ ...request, coefficients }, control)
        expect(one.train?.nll[0]).toBeCloseTo(many.train?.nll[point] ?? Number.NaN, 5)
      }
    },
  )
})

describe('probabilities', () => {
  test.each([
    ['an mlp', mlp],
    ['a cnn with batch norm', cnn],
  ])(
    '%s: agree with the losses, whatever the deal, on a split and on its inputs by themselves',
    async (_, architecture) => {
      const problem = createProblem(architecture)
      const { test: rows } = problem.data
      const request = pointsRequest(problem, 4)
      const losses = await (await openSession(problem, 1)).session.evaluate(request, control)
      const predictions = []
      for (const [laneCount, inputs] of [
        [1, { split: 'test' }],
        [3, { split: 'test' }],
        [2, { rows: rows.inputs }],
      ] as const) {
        const { session } = await openSession(problem, laneCount)
        predictions.push(await session.predict({ ...request, inputs }, control))
      }
      for (const prediction of predictions) expect(prediction).toEqual(predictions[0])
      const size = 3 * rows.count
      expect(predictions[0]).toHaveLength(4 * size)
      for (let point = 0; point < 4; point++) {
        const probabilities = predictions[0]?.subarray(point * size, (point + 1) * size) ?? new Float32Array()
        const nll = rows.labels.reduce(
          (sum, label, i) => sum - Math.log(probabilities[3 * i + label] ?? 0),
          0,
        )
        expect(nll / rows.count).toBeCloseTo(losses.test?.nll[point] ?? Number.NaN, 5)
      }
    },
  )
})

describe('numbers that are not finite', () => {
  test('a NaN in the weights shows in every sum', async () => {
    const pooled: Architecture = {
      input: [1, 6, 6],
      layers: [
        { type: 'conv2d', out: 4, kernel: 3 },
        { type: 'maxpool', kernel: 2 },
        { type: 'flatten' },
        { type: 'linear', out: 3 },
      ],
    }
    for (const architecture of [mlp, cnn, pooled]) {
      const problem = createProblem(architecture)
      const { network, basis } = problem
      for (const { offset, kind } of network.parameters) {
        const spoilt = Float32Array.from(basis[0] ?? [])
        spoilt[offset] = Number.NaN
        const { session } = await openSession(problem, 1)
        const request = { ...pointsRequest(problem, 1), basis: [spoilt], coefficients: Float64Array.of(1) }
        const values = await session.evaluate(request, control)
        expect([kind, values.train?.nll[0], values.test?.nll[0]]).toEqual([kind, Number.NaN, Number.NaN])
      }
    }
  })

  test.each(['sgd', 'adam'] as const)(
    '%s stops before the step whose loss or new weights are not finite',
    async (optimizer) => {
      const problem = createProblem(mlp)
      const { session } = await openSession(problem, 1)
      for (const rate of [1e30, 3e38]) {
        const trainer = await session.createTrainer({ ...trainerRequest(problem), optimizer })
        const plan = planSteps(problem, 9)
        plan.learningRates.fill(rate, 4)
        const report = await trainer.advance(plan, control)
        expect(report.finite).toBe(false)
        expect(report.nll.length).toBeGreaterThanOrEqual(4)
        expect(report.nll.length).toBeLessThan(9)
        expect(report.nll.every(Number.isFinite)).toBe(true)
        const { steps, basis, slots } = await trainer.state()
        expect(steps).toBe(report.nll.length)
        for (const vector of [...basis, ...slots]) expect(vector.every(Number.isFinite)).toBe(true)
      }
    },
  )
})

describe('trainers', () => {
  test('one after another or side by side, the bytes are the same; the plan may be cut anywhere', async () => {
    const problem = createProblem(cnn)
    const plan = planSteps(problem, 6)
    const train = async (laneCount: number, cuts: readonly number[]) => {
      const { session } = await openSession(problem, laneCount)
      const trainers = await Promise.all([1, 2].map(() => session.createTrainer(trainerRequest(problem))))
      for (const [index, start] of cuts.entries()) {
        const end = cuts[index + 1] ?? 6
        const part = {
          batches: plan.batches.slice(start, end),
          learningRates: plan.learningRates.slice(start, end),
          coefficients: plan.coefficients.slice(start * 3, end * 3),
        }
        await Promise.all(trainers.map((trainer) => trainer.advance(part, control)))
      }
      return Promise.all(trainers.map((trainer) => trainer.state()))
    }
    const [first, second] = await train(1, [0])
    expect(second).toEqual(first)
    for (const states of [await train(2, [0]), await train(1, [0, 1, 4])])
      expect(states).toEqual([first, first])
  })

  test.each([
    ['an mlp', mlp],
    ['a pooled cnn', pooled],
  ])('%s: may pause in the middle of every operation', async (_, architecture) => {
    const problem = createProblem(architecture)
    const plan = packPlan(planSteps(problem, 3))
    const train = async (milliseconds: number) => {
      const { lanes } = await openSession(problem, 1)
      const [lane] = lanes
      if (!lane) throw new Error('no lane')
      await lane.openTrainer(1, trainerRequest(problem))
      let slices = 1
      for (let slice = await lane.train(1, milliseconds, plan); !slice.finished; slices++) {
        slice = await lane.train(1, milliseconds)
      }
      return { slices, state: await lane.readTrainer(1) }
    }
    const [whole, paused] = [await train(1e6), await train(1e-5)]
    expect(whole.slices).toBe(1)
    expect(paused.slices).toBeGreaterThan(50)
    expect(paused.state).toEqual(whole.state)
  })

  test('hand out the states that a plan marks, and end where it diverges', async () => {
    const problem = createProblem(cnn)
    const { session } = await openSession(problem, 1)
    const plan = planSteps(problem, 6)
    const marked = await session.createTrainer(trainerRequest(problem))
    const report = await marked.advance({ ...plan, marks: [2, 3, 6] }, control)
    const stepwise = await session.createTrainer(trainerRequest(problem))
    const states = []
    for (let step = 0; step < 6; step++) {
      const one = {
        batches: plan.batches.slice(step, step + 1),
        learningRates: plan.learningRates.slice(step, step + 1),
        coefficients: plan.coefficients.slice(3 * step, 3 * step + 3),
      }
      await stepwise.advance(one, control)
      states.push(await stepwise.state())
    }
    expect(report.states).toEqual([states[1], states[2], states[5]])
    expect(await marked.state()).toEqual(states[5])
    const learningRates = Float64Array.of(0.01, 0.01, 0.01, 1e38, 0.01, 0.01)
    const failing = await session.createTrainer(trainerRequest(problem))
    const cut = await failing.advance({ ...plan, learningRates, marks: [2, 4, 6] }, control)
    expect(cut.finite).toBe(false)
    expect(cut.nll.length).toBeLessThan(6)
    expect(cut.states.map(({ steps }) => steps)).toEqual([2, 4].filter((mark) => mark <= cut.nll.length))
  })

  test('leave points to the lanes that take no steps', async () => {
    const problem = createProblem(mlp)
    const { lanes } = await openSession(problem, 2)
    const points = [0, 0]
    const counted = lanes.map((lane, index) => ({
      ...lane,
      evaluate: (...args: Parameters<typeof lane.evaluate>) => {
        points[index] = (points[index] ?? 0) + 1
        return lane.evaluate(...args)
      },
    }))
    const session = new SimdSession(counted, problem.network, problem.data)
    const trainer = await session.createTrainer(trainerRequest(problem))
    const idle = await session.evaluate(pointsRequest(problem, 7), control)
    expect(points.every((count) => count > 0)).toBe(true)
    const before = points[0]
    const training = trainer.advance(planSteps(problem, 6), control)
    expect(await session.evaluate(pointsRequest(problem, 7), control)).toEqual(idle)
    expect(points[0]).toBe(before)
    await training
  })

  test('go on from a state as if they had never stopped', async () => {
    const problem = createProblem(mlp)
    const { session } = await openSession(problem, 1)
    const request = { ...trainerRequest(problem), optimizer: 'adam' } as const
    const whole = await session.createTrainer(request)
    await whole.advance(planSteps(problem, 3), control)
    const { basis, buffers, slots, steps } = await whole.state()
    await whole.advance(planSteps(problem, 3), control)
    const resumed = await session.createTrainer({ ...request, basis, buffers, resume: { slots, steps } })
    await resumed.advance(planSteps(problem, 3), control)
    expect(await resumed.state()).toEqual(await whole.state())
  })

  test('refuse what they cannot do', async () => {
    const problem = createProblem(cnn)
    const { session } = await openSession(problem, 1)
    const request = trainerRequest(problem)
    await expect(session.createTrainer({ ...request, trained: [false, false, false] })).rejects.toMatchObject(
      {
        code: 'invalid-request',
      },
    )
    const features = createProblem({
      input: [4],
      layers: [{ type: 'linear', out: 3 }, { type: 'batchnorm' }],
    })
    const { session: other } = await openSession(features, 1)
    const trainer = await other.createTrainer(trainerRequest(features))
    const plan = { ...planSteps(features, 1), batches: [Int32Array.of(3)] }
    await expect(trainer.advance(plan, control)).rejects.toThrow('batch norm needs two values a channel')
    const lonely = createProblem(features.network.architecture, { trainCount: 129 })
    const { session: third } = await openSession(lonely, 1)
    await expect(third.evaluate(pointsRequest(lonely, 1), control)).rejects.toThrow('got a batch of 1')
  })
})

describe('memory', () => {
  test('stays where it was over ten thousand requests', { timeout: 300_000 }, async () => {
    const problem = createProblem(mlp, { trainCount: 60 })
    const { session, lanes } = await openSession(problem, 1)
    const round = async () => {
      await session.evaluate(pointsRequest(problem, 9), control)
      const trainer = await session.createTrainer(trainerRequest(problem))
      const plan = planSteps(problem, 2)
      const batches = plan.batches.map((rows) => rows.map((row) => row % 60))
      await trainer.advance({ ...plan, batches }, control)
      trainer.dispose()
    }
    for (let k = 0; k < 5; k++) await round()
    const before = await lanes[0]?.heldBytes()
    for (let k = 0; k < 5000; k++) await round()
    expect(await lanes[0]?.heldBytes()).toBe(before)
  })

  test('past its limit is refused before it is taken', async () => {
    const problem = createProblem(cnn)
    const { session, lanes } = await openSession(problem, 1, 2 ** 21)
    const before = await lanes[0]?.heldBytes()
    const failure = await session.evaluate(pointsRequest(problem, 5), control).catch((error) => error)
    expect(failure).toBeInstanceOf(EngineError)
    expect(failure).toMatchObject({ code: 'out-of-memory', message: expect.stringContaining('limit 2 MiB') })
    expect(await lanes[0]?.heldBytes()).toBe(before)
    await expect(openSession(problem, 1, 2 ** 17)).rejects.toMatchObject({ code: 'out-of-memory' })
  })
})

describe('cancelling', () => {
  // A breath that throws is how a job is cancelled.
  const cancelAfter = (count: number): JobControl => {
    let breaths = 0
    return {
      async breathe() {
        if (++breaths > count) throw new Error('cancelled')
      },
    }
  }

  test('reaches the middle of a heavy point and of a step, and the session goes on', async () => {
    const heavy: Architecture = {
      input: [3, 32, 32],
      layers: [
        { type: 'conv2d', out: 64, kernel: 3, padding: 1 },
        { type: 'relu' },
        { type: 'conv2d', out: 128, kernel: 3, padding: 1 },
        { type: 'globalavgpool' },
        { type: 'linear', out: 3 },
      ],
    }
    const problem = createProblem(heavy)
    const { session } = await openSession(problem, 1, 2 ** 30)
    // The first breath of a job waits for nothing, the second for its memory: the others come amid one point, or one step.
    await expect(session.evaluate(pointsRequest(problem, 1), cancelAfter(6))).rejects.toThrow('cancelled')
    const trainer = await session.createTrainer(trainerRequest(problem))
    await expect(trainer.advance(planSteps(problem, 1), cancelAfter(6))).rejects.toThrow('cancelled')
    expect((await trainer.state()).steps).toBe(0)
    trainer.dispose()
  })
})
