import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EngineApi } from '../protocol/engineApi.ts'
import { EngineError } from '../protocol/engineError.ts'
import type { EvaluateRequest } from '../protocol/evaluation.ts'
import type { JobId, WeightsId } from '../protocol/identifiers.ts'
import type { PredictRequest } from '../protocol/prediction.ts'
import type { StoredWeights, TrainEvent, TrainRequest } from '../protocol/training.ts'
import { createEngineClient, type EngineClient } from './createEngineClient.ts'
import { createFakeWorkers } from './fakes/fakeWorkers.ts'
import type { RestartNotice } from './workerKeeper.ts'

const idOf = (name: string) => name as WeightsId
const report = { name: 'tf-cpu', reason: 'chosen', adapter: '' } as const
const evaluateRequest = {} as EvaluateRequest
const never = () => new Promise<never>(() => {})
/** Long enough for a few messages to cross. */
const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

let client: EngineClient

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }))
afterEach(() => {
  client.dispose()
  vi.useRealTimers()
})

function createClient(createEngine: () => Partial<EngineApi>) {
  const fakes = createFakeWorkers(createEngine)
  client = createEngineClient({ createWorker: fakes.createWorker, baseUrl: 'http://localhost/' })
  const notices: RestartNotice[] = []
  client.onRestart((notice) => notices.push(notice))
  return { ...fakes, notices }
}

/** Lets seconds pass one by one, with time for messages between. */
async function passSeconds(count: number) {
  for (let second = 0; second < count; second++) {
    vi.advanceTimersByTime(1000)
    await settle()
  }
}

describe('a call', () => {
  it('configures the worker first, and starts it only when it is needed', async () => {
    const order: string[] = []
    const { workers } = createClient(() => ({
      configure: async ({ baseUrl }) => void order.push(baseUrl),
      survey: async () => {
        order.push('survey')
        return []
      },
    }))
    expect(workers.length).toBe(0)
    await client.survey()
    expect(order).toEqual(['http://localhost/', 'survey'])
    expect(workers.length).toBe(1)
  })

  it('keeps the code of its error', async () => {
    createClient(() => ({
      measure: async () => {
        throw new EngineError('invalid-request', 'unknown weights: w9')
      },
    }))
    const failure = client.measure([idOf('w9')])
    await expect(failure).rejects.toBeInstanceOf(EngineError)
    await expect(failure).rejects.toMatchObject({ code: 'invalid-request' })
  })

  it('hands its events on until it is over', async () => {
    let sendLate: (event: TrainEvent) => void = () => {}
    const { workers } = createClient(() => ({
      train: async (_job, _request, onEvent) => {
        sendLate = onEvent
        await onEvent({ history: [] } as unknown as TrainEvent)
        return { state: 'cancelled' }
      },
    }))
    const events: TrainEvent[] = []
    await client.train({} as TrainRequest, { onEvent: (event) => events.push(event) })
    expect(events.length).toBe(1)
    sendLate({ history: [] } as unknown as TrainEvent)
    await settle()
    expect(events.length).toBe(1)
    expect(workers.length).toBe(1)
  })
})

describe('a prediction', () => {
  it('is a job that can be cancelled', async () => {
    let finish: (outcome: { state: 'cancelled' }) => void = () => {}
    createClient(() => ({
      predict: () =>
        new Promise((resolve) => {
          finish = resolve
        }),
      cancel: async () => finish({ state: 'cancelled' }),
    }))
    const controller = new AbortController()
    const outcome = client.predict({} as PredictRequest, { signal: controller.signal })
    await settle()
    controller.abort()
    expect(await outcome).toEqual({ state: 'cancelled' })
  })
})

describe('a signal', () => {
  it('that was aborted before costs no worker', async () => {
    const { workers } = createClient(() => ({}))
    const outcome = await client.evaluate(evaluateRequest, { signal: AbortSignal.abort() })
    expect(outcome).toEqual({ state: 'cancelled' })
    expect(workers.length).toBe(0)
  })

  it('becomes a cancel of its job', async () => {
    let cancel: (outcome: { state: 'cancelled' }) => void = () => {}
    const { workers, notices } = createClient(() => ({
      evaluate: () =>
        new Promise((resolve) => {
          cancel = resolve
        }),
      cancel: async (job) => {
        if (job === 'mine') cancel({ state: 'cancelled' })
      },
    }))
    const controller = new AbortController()
    const outcome = client.evaluate(evaluateRequest, { signal: controller.signal, job: 'mine' as JobId })
    await settle()
    controller.abort()
    expect(await outcome).toEqual({ state: 'cancelled' })
    expect(workers[0]?.isTerminated).toBe(false)
    await passSeconds(2)
    expect(notices).toEqual([])
  })

  it('replaces a worker that does not let go within a second', async () => {
    const { workers, notices } = createClient(() => ({
      evaluate: never,
      train: never,
      cancel: async () => {},
      survey: async () => [],
    }))
    const controller = new AbortController()
    const outcome = client.evaluate(evaluateRequest, { signal: controller.signal })
    const other = client.train({} as TrainRequest)
    await settle()
    controller.abort()
    vi.advanceTimersByTime(999)
    expect(workers[0]?.isTerminated).toBe(false)
    vi.advanceTimersByTime(1)
    expect(await outcome).toEqual({ state: 'cancelled' })
    await expect(other).rejects.toMatchObject({ code: 'worker-died' })
    expect(workers[0]?.isTerminated).toBe(true)
    expect(notices).toMatchObject([{ lostCalls: 1, error: { code: 'worker-died' } }])
    await client.survey()
    expect(workers.length).toBe(2)
  })
})

describe('a worker that falls silent', () => {
  it('is given up after five unanswered seconds, with the calls it took along', async () => {
    const { workers, notices } = createClient(() => ({ evaluate: never }))
    const outcome = client.evaluate(evaluateRequest)
    const failure = expect(outcome).rejects.toMatchObject({ code: 'worker-died' })
    await settle()
    await passSeconds(3)
    expect(notices).toEqual([])
    workers[0]?.fallSilent()
    await passSeconds(5)
    expect(notices).toEqual([])
    await passSeconds(1)
    await failure
    expect(notices).toMatchObject([{ lostCalls: 1 }])
    expect(workers[0]?.isTerminated).toBe(true)
  })

  it('is not suspected while nothing runs, nor while it loads', async () => {
    const { workers, notices } = createClient(() => ({ configure: never, survey: async () => [] }))
    const slow = client.survey()
    const failure = expect(slow).rejects.toMatchObject({ code: 'worker-died' })
    await settle()
    workers[0]?.fallSilent()
    await passSeconds(30)
    expect(notices).toEqual([])
    await passSeconds(40)
    await failure
  })

  it.each(['error', 'messageerror'])('or fires %s is given up at once', async (type) => {
    const { workers, notices } = createClient(() => ({ evaluate: never }))
    const failure = expect(client.evaluate(evaluateRequest)).rejects.toMatchObject({ code: 'worker-died' })
    await settle()
    workers[0]?.fire(new Event(type))
    await failure
    expect(notices.length).toBe(1)
  })
})

describe('weights', () => {
  const trained: StoredWeights = {
    id: idOf('w1'),
    weights: Float32Array.of(1, 2),
    buffers: new Float32Array(),
  }

  function createHoldingClient() {
    const loaded: string[][] = []
    const fakes = createClient(() => {
      const mine: string[] = []
      loaded.push(mine)
      return {
        load: async ({ id }) => void mine.push(id),
        train: async () => ({
          state: 'done',
          value: { stored: trained, history: [], backend: report, elapsedMs: 1 },
        }),
        define: async ({ id }) => ({ ...trained, id }),
        release: async () => {},
        survey: async () => [],
      }
    })
    return { ...fakes, loaded }
  }

  it('that were made or loaded are given to the next worker, once and only those not released', async () => {
    const { workers, loaded } = createHoldingClient()
    await client.train({} as TrainRequest)
    await client.define({ kind: 'combination', id: idOf('c'), basis: [], coefficients: [] })
    await client.load({ ...trained, id: idOf('file') })
    await client.load({ ...trained, id: idOf('old') })
    await client.release([idOf('old')])
    expect(loaded).toEqual([['file', 'old']])
    workers[0]?.fire(new Event('error'))
    await Promise.all([client.survey(), client.survey()])
    await client.survey()
    expect(loaded[1]).toEqual(['w1', 'c', 'file'])
  })

  it('that are loaded again replace those of the same name', async () => {
    const { loaded } = createHoldingClient()
    await client.train({} as TrainRequest)
    await client.load(trained)
    expect(loaded).toEqual([['w1']])
  })
})

it('gives opened data to the next worker, and forgets what was released', async () => {
  const given: string[][] = []
  const { workers } = createClient(() => {
    const mine: string[] = []
    given.push(mine)
    return {
      loadData: async ({ id }) => void mine.push(id),
      releaseData: async (ids) => void mine.push(...ids.map((id) => `not ${id}`)),
      survey: async () => [],
    }
  })
  const split = { count: 1, inputs: new Float32Array(1), labels: new Int32Array(1) }
  const dataset = { inputShape: [1], classCount: 2, train: split, test: split }
  for (const id of ['a', 'b']) await client.loadData({ id, dataset, classNames: ['0', '1'] })
  await client.releaseData(['a'])
  await client.survey()
  expect(given).toEqual([['a', 'b', 'not a']])
  expect(client.heldData()).toEqual(['b'])
  workers[0]?.fire(new Event('error'))
  await client.survey()
  expect(given[1]).toEqual(['b'])
})

it('refuses calls once it is disposed', async () => {
  const { workers, notices } = createClient(() => ({ evaluate: never }))
  const failure = expect(client.evaluate(evaluateRequest)).rejects.toMatchObject({ code: 'worker-died' })
  await settle()
  client.dispose()
  await failure
  await expect(client.survey()).rejects.toMatchObject({ message: 'the engine was closed' })
  expect(workers[0]?.isTerminated).toBe(true)
  expect(notices).toEqual([])
})
