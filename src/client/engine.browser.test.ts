import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMlp } from '../core/networks/presets.ts'
import type { EvaluateRequest } from '../protocol/evaluation.ts'
import type { JobId, WeightsId } from '../protocol/identifiers.ts'
import type { Problem } from '../protocol/problem.ts'
import type { TrainCurveEvent, TrainCurveRequest, TrainRequest, TrainResult } from '../protocol/training.ts'
import { createEngineClient, type EngineClient } from './createEngineClient.ts'
import type { WorkerLike } from './workerHost.ts'

const idOf = (name: string) => name as WeightsId

const problem: Problem = {
  data: {
    source: 'moons',
    size: 200,
    noise: 0.2,
    classCount: 2,
    seed: 0,
    testShare: 0.3,
    standardize: false,
  },
  architecture: createMlp({
    inputShape: [2],
    widths: [16, 16],
    activation: 'relu',
    classCount: 2,
    batchNorm: false,
    dropout: 0,
    residual: false,
  }),
  backend: 'tf-cpu',
}

function trainRequest(name: string, seed: number, epochs = 10): TrainRequest {
  return {
    problem,
    seed,
    initializer: 'pytorch',
    id: idOf(name),
    recipe: {
      optimizer: 'sgd',
      learningRate: 0.1,
      momentum: 0.9,
      nesterov: false,
      weightDecay: 1e-4,
      batchSize: 64,
      epochs,
      schedule: 'official',
    },
  }
}

const long = trainRequest('long', 1, 10_000)

/** The engine's script, which also closes itself, or loses its graphics device, when it is told to. */
function frailScript(): string {
  // The query is Vite's own mark of a worker's script.
  const engine = `${new URL('../engine/worker.ts', import.meta.url).href}?worker_file&type=module`
  const code = `import ${JSON.stringify(engine)}
    const { requestDevice } = GPUAdapter.prototype
    GPUAdapter.prototype.requestDevice = async function (...options) {
      const device = await requestDevice.apply(this, options)
      addEventListener('message', ({ data }) => data === 'lose' && device.destroy())
      return device
    }
    addEventListener('message', ({ data }) => data === 'close' && self.close())`
  return URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
}

let workers: Worker[] = []
let client: EngineClient

beforeEach(() => {
  workers = []
  const createWorker = (): WorkerLike => {
    const worker = new Worker(frailScript(), { type: 'module' })
    workers.push(worker)
    return worker
  }
  client = createEngineClient({ createWorker })
})

afterEach(() => client.dispose())

async function train(request: TrainRequest): Promise<TrainResult> {
  const outcome = await client.train(request)
  if (outcome.state !== 'done') throw new Error('cancelled')
  return outcome.value
}

async function evaluateSegment(): Promise<Float64Array> {
  const request: EvaluateRequest = {
    problem,
    basis: [idOf('w1'), idOf('w2')],
    coefficients: Float64Array.of(1, 0, 0.5, 0.5, 0, 1),
    splits: ['train'],
    batchNorm: 'recomputed',
  }
  const outcome = await client.evaluate(request)
  if (outcome.state !== 'done' || !outcome.value.values.train) throw new Error('no values')
  return outcome.value.values.train.nll
}

describe('training in the worker', () => {
  it('lowers the loss, and gives the same bytes for the same seed', async () => {
    const [a, b] = [await train(trainRequest('a', 1, 30)), await train(trainRequest('b', 1, 30))]
    expect(a.history.length).toBe(30)
    expect(a.history.at(-1)?.trainNll).toBeLessThan((a.history[0]?.trainNll ?? 0) / 2)
    expect(a.history.at(-1)?.testAccuracy).toBeGreaterThan(0.8)
    expect(b.stored.weights).toEqual(a.stored.weights)
    expect(b.history).toEqual(a.history)
    expect(a.backend).toEqual({ name: 'tf-cpu', reason: 'chosen', adapter: '' })
  })

  it('finds a curve below the segment, and shows it while it moves', async () => {
    await train(trainRequest('w1', 1, 60))
    await train(trainRequest('w2', 2, 60))
    const { recipe } = trainRequest('', 0, 60)
    const events: TrainCurveEvent[] = []
    const request: TrainCurveRequest = {
      problem,
      kind: 'bezier',
      endpoints: [idOf('w1'), idOf('w2')],
      controlPoints: ['w1', 'bend', 'w2'].map(idOf),
      freeEndpoints: false,
      recipe,
      seed: 3,
    }
    const outcome = await client.trainCurve(request, { onEvent: (event) => events.push(event) })
    if (outcome.state !== 'done') throw new Error('cancelled')
    expect(events.length).toBeGreaterThan(2)
    expect(events.some(({ profile }) => profile)).toBe(true)
    const [first, last] = [events[0]?.geometry.differences[4], events.at(-1)?.geometry.differences[4]]
    expect(last).not.toBe(first)
    const values = await client.evaluate({
      problem,
      basis: ['w1', 'bend', 'w2'].map(idOf),
      coefficients: Float64Array.of(0.25, 0.5, 0.25, 0.5, 0, 0.5),
      splits: ['train'],
      batchNorm: 'recomputed',
    })
    const [onCurve = 0, onSegment = 0] = values.state === 'done' ? (values.value.values.train?.nll ?? []) : []
    expect(onCurve).toBeLessThan(onSegment)
  })

  it('says where it diverges', async () => {
    const request = trainRequest('w1', 1)
    const result = await train({ ...request, recipe: { ...request.recipe, learningRate: 1e6 } })
    expect(result.diverged).toMatchObject({ epoch: 1, learningRate: 1e6 })
    expect(result.stored.weights.every(Number.isFinite)).toBe(true)
  })
})

describe('several jobs at a time', () => {
  it('do not change each other, on two devices', async () => {
    const onGpu = { ...problem, backend: 'tf-webgpu' } as const
    const [cpu, gpu] = await Promise.all([
      train(trainRequest('a', 1, 3)),
      train({ ...trainRequest('b', 1, 3), problem: onGpu }),
    ])
    expect([cpu.backend.name, gpu.backend.name]).toEqual(['tf-cpu', 'tf-webgpu'])
    const alone = await train(trainRequest('a alone', 1, 3))
    expect(cpu.stored.weights).toEqual(alone.stored.weights)
    const nll = cpu.history.at(-1)?.trainNll ?? 0
    expect(Math.abs((gpu.history.at(-1)?.trainNll ?? 0) - nll)).toBeLessThan(1e-4 * nll)
  })

  it('are offered what this machine has', async () => {
    const survey = await client.survey()
    expect(survey.map(({ choice, available }) => [choice, available])).toEqual([
      ['auto', true],
      ['simd', true],
      ['webgpu', true],
      ['tf-cpu', true],
      ['tf-webgpu', true],
    ])
    expect(survey[0]?.report).toMatchObject({ name: 'simd', reason: 'software-adapter' })
  })
})

describe('a running job', () => {
  it('lets go when it is cancelled, long before its end', async () => {
    const controller = new AbortController()
    let [atAbort, last] = [0, 0]
    const outcome = await client.train(long, {
      signal: controller.signal,
      onEvent: ({ progress }) => {
        last = progress.done
        if (progress.done < 20 || controller.signal.aborted) return
        atAbort = progress.done
        controller.abort()
      },
    })
    expect(outcome).toEqual({ state: 'cancelled' })
    expect(last - atAbort).toBeLessThan(long.recipe.epochs / 10)
    expect(workers.length).toBe(1)
    await client.survey()
  })

  it('stands still while paused, and gives the same bytes as without', async () => {
    const undisturbed = await train(trainRequest('a', 1, 60))
    const job = 'paused' as JobId
    let eventCount = 0
    let resumed: Promise<void> | undefined
    const rest = async () => {
      await client.pause(job)
      const before = eventCount
      await new Promise((resolve) => setTimeout(resolve, 150))
      expect(eventCount).toBe(before)
      await client.resume(job)
    }
    const outcome = await client.train(trainRequest('b', 1, 60), {
      job,
      onEvent: () => {
        eventCount++
        resumed ??= rest()
      },
    })
    await resumed
    if (outcome.state !== 'done') throw new Error('cancelled')
    expect(outcome.value.stored.weights).toEqual(undisturbed.stored.weights)
    expect(outcome.value.history).toEqual(undisturbed.history)
  })
})

describe('a worker that is gone', () => {
  it('is replaced, with its weights: the same points have the same bytes', async () => {
    await train(trainRequest('w1', 1))
    await train(trainRequest('w2', 2))
    const before = await evaluateSegment()
    workers[0]?.dispatchEvent(new Event('error'))
    expect(await evaluateSegment()).toEqual(before)
    expect(workers.length).toBe(2)
  })

  it('is noticed when it closes itself, which fires no event', { timeout: 20_000 }, async () => {
    await train(trainRequest('w1', 1))
    await train(trainRequest('w2', 2))
    const before = await evaluateSegment()
    const notices: number[] = []
    client.onRestart(({ lostCalls }) => notices.push(lostCalls))
    const lost = client.train(long, {
      onEvent: ({ progress }) => {
        if (progress.done > 20) workers[0]?.postMessage('close')
      },
    })
    await expect(lost).rejects.toMatchObject({ code: 'worker-died' })
    expect(notices).toEqual([1])
    expect(await evaluateSegment()).toEqual(before)
  })
})

describe.each(['webgpu', 'tf-webgpu'] as const)('a graphics device that is lost, on %s', (name) => {
  const onGpu = { ...problem, backend: name }

  it('is replaced by the CPU, which goes on from the last epoch', async () => {
    const outcome = await client.train(
      { ...trainRequest('w1', 1, 20), problem: onGpu },
      {
        onEvent: ({ progress, backend }) => {
          if (progress.done > 9 && backend.name === name) workers[0]?.postMessage('lose')
        },
      },
    )
    if (outcome.state !== 'done') throw new Error('cancelled')
    const { backend, history } = outcome.value
    expect(backend).toMatchObject({ name: 'simd', reason: 'device-lost', adapter: '' })
    expect(history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
    const alone = await train(trainRequest('alone', 1, 20))
    const nll = alone.history.at(-1)?.trainNll ?? 0
    expect(Math.abs((history.at(-1)?.trainNll ?? 0) - nll)).toBeLessThan(1e-4 * nll)
    expect(await client.probe(onGpu)).toEqual(backend)
  })
})

describe('errors', () => {
  it('cross with their codes', async () => {
    await expect(client.measure([idOf('w9')])).rejects.toMatchObject({
      code: 'invalid-request',
      message: 'unknown weights: w9',
    })
    const wide = { ...problem, architecture: { input: [3], layers: [{ type: 'linear', out: 2 }] } } as Problem
    await expect(client.train({ ...trainRequest('w1', 1), problem: wide })).rejects.toMatchObject({
      code: 'shape-mismatch',
    })
    const broken = { input: [2], layers: [{ type: 'conv2d', out: 2, kernel: 3 }] } as const
    await expect(client.probe({ ...problem, architecture: broken })).rejects.toMatchObject({
      code: 'shape-mismatch',
    })
  })
})

it('describes a shipped set', async () => {
  const summary = await client.describeData({ source: 'digits', testShare: 0.2, standardize: false })
  expect(summary).toMatchObject({ trainCount: 1437, testCount: 360, inputShape: [1, 8, 8] })
  expect(summary.picture.kind).toBe('images')
})
