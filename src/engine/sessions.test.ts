import { describe, expect, it } from 'vitest'
import { EngineError } from '../protocol/engineError.ts'
import type { BackendName, Problem } from '../protocol/problem.ts'
import { createDataSource } from './dataSource.ts'
import { createFakeBackend, createFakeLog } from './fakes/fakeBackend.ts'
import { createFakeClock } from './fakes/fakeClock.ts'
import { fakeProblem } from './fakes/fakeLab.ts'
import { createSessions } from './sessions.ts'

function createFakeSessions() {
  const log = createFakeLog()
  const clock = createFakeClock()
  const created: BackendName[] = []
  const source = createDataSource(() => Promise.reject(new Error('no files here')))
  const sessions = createSessions(source, {
    create: async (name) => {
      created.push(name)
      return createFakeBackend(name, { clock, log, workMs: 1 })
    },
    retreat: async (reason) => ({ name: 'tf-cpu', reason, adapter: '' }),
    choose: async (choice) => ({
      name: choice === 'auto' ? 'tf-webgpu' : choice,
      reason: 'chosen',
      adapter: '',
    }),
  })
  return { sessions, log, created }
}

function problemOf(seed: number): Problem {
  return { ...fakeProblem, data: { ...fakeProblem.data, seed } as Problem['data'] }
}

const nextTask = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('acquire', () => {
  it('compiles a problem once, for callers at the same time too', async () => {
    const { sessions, log, created } = createFakeSessions()
    const [a, b] = await Promise.all([sessions.acquire(problemOf(1)), sessions.acquire(problemOf(1))])
    expect(a.session).toBe(b.session)
    expect(log.openSessions).toBe(1)
    expect(created).toEqual(['tf-webgpu'])
  })

  it('keeps the last two and disposes an older one when nobody uses it', async () => {
    const { sessions, log } = createFakeSessions()
    const first = await sessions.acquire(problemOf(1))
    for (const seed of [2, 3, 4]) (await sessions.acquire(problemOf(seed))).release()
    await nextTask()
    expect(log.openSessions).toBe(3)
    first.release()
    first.release()
    await nextTask()
    expect(log.openSessions).toBe(2)
    const again = await sessions.acquire(problemOf(4))
    expect(log.openSessions).toBe(2)
    again.release()
  })

  it('refuses a network that does not fit the data, and tries anew the next time', async () => {
    const { sessions, log } = createFakeSessions()
    const wide = {
      ...fakeProblem,
      architecture: { input: [3], layers: [{ type: 'linear', out: 2 }] },
    } as Problem
    await expect(sessions.acquire(wide)).rejects.toMatchObject({
      code: 'shape-mismatch',
      message: 'input: got 3, wanted 2 as in the data',
    })
    const classes = {
      ...fakeProblem,
      architecture: { input: [2], layers: [{ type: 'linear', out: 5 }] },
    } as Problem
    await expect(sessions.acquire(classes)).rejects.toMatchObject({
      message: 'classes: got 5, wanted 2 as in the data',
    })
    expect(log.openSessions).toBe(0)
  })
})

describe('a device that fails', () => {
  it.each(['out-of-memory', 'unsupported'] as const)(
    'while compiling is replaced by the CPU: %s',
    async (code) => {
      const { sessions, log } = createFakeSessions()
      log.onCreate = (name) => {
        if (name === 'tf-webgpu') throw new EngineError(code, 'too large')
      }
      const { report } = await sessions.acquire(fakeProblem)
      expect(report).toEqual({ name: 'tf-cpu', reason: code, adapter: '' })
      expect(await sessions.probe(fakeProblem)).toEqual(report)
      expect(await sessions.probe(problemOf(2))).toMatchObject({ name: 'tf-webgpu' })
    },
  )

  it('is abandoned once for all who shared it', async () => {
    const { sessions, log } = createFakeSessions()
    const [a, b] = await Promise.all([sessions.acquire(fakeProblem), sessions.acquire(fakeProblem)])
    a.abandon('device-lost')
    const onCpu = await sessions.acquire(fakeProblem)
    b.abandon('device-lost')
    const again = await sessions.acquire(fakeProblem)
    expect(onCpu.report).toEqual({ name: 'tf-cpu', reason: 'device-lost', adapter: '' })
    expect(again.session).toBe(onCpu.session)
    a.release()
    b.release()
    await nextTask()
    expect(log.openSessions).toBe(1)
    expect(await sessions.probe(problemOf(2))).toMatchObject({ name: 'tf-cpu', reason: 'device-lost' })
  })
})
