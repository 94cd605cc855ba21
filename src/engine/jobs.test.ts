import { describe, expect, it } from 'vitest'
import type { JobId } from '../protocol/identifiers.ts'
import { createFakeClock } from './fakes/fakeClock.ts'
import { createJobs, type Job } from './jobs.ts'

const id = 'job' as JobId

/** Starts a job that hands itself out and ends when told to. */
function startJob() {
  const clock = createFakeClock()
  const jobs = createJobs(clock)
  let end: () => void = () => {}
  let job: Job | undefined
  const outcome = jobs.run(id, async (running) => {
    job = running
    await new Promise<void>((resolve) => {
      end = resolve
    })
    await running.breathe()
    return 'finished'
  })
  return { clock, jobs, outcome, job: job as unknown as Job, end: () => end() }
}

describe('breathe', () => {
  it('yields once a slice of 16 ms is over, and not before', async () => {
    const { clock, job, outcome, end } = startJob()
    clock.advance(15)
    await job.breathe()
    expect(clock.yields).toBe(0)
    clock.advance(1)
    await job.breathe()
    expect(clock.yields).toBe(1)
    clock.advance(15)
    await job.breathe()
    expect(clock.yields).toBe(1)
    end()
    expect(await outcome).toEqual({ state: 'done', value: 'finished' })
  })

  it('waits while the job is paused, even within a slice', async () => {
    const { jobs, job, end, outcome } = startJob()
    jobs.pause(id)
    let hasBreathed = false
    const breath = job.breathe().then(() => {
      hasBreathed = true
    })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(hasBreathed).toBe(false)
    jobs.resume(id)
    await breath
    end()
    await outcome
  })
})

describe('jobs', () => {
  it('turn a cancelled job into an outcome at its next breath', async () => {
    const { jobs, outcome, end } = startJob()
    jobs.cancel(id)
    end()
    expect(await outcome).toEqual({ state: 'cancelled' })
  })

  it('cancel a job that is paused', async () => {
    const { jobs, outcome, end } = startJob()
    jobs.pause(id)
    end()
    await Promise.resolve()
    jobs.cancel(id)
    expect(await outcome).toEqual({ state: 'cancelled' })
  })

  it('leave pauses out of the elapsed time', async () => {
    const { clock, jobs, job, outcome, end } = startJob()
    clock.advance(10)
    jobs.pause(id)
    clock.advance(1000)
    expect(job.elapsedMs()).toBe(10)
    jobs.resume(id)
    clock.advance(5)
    expect(job.elapsedMs()).toBe(15)
    end()
    await outcome
  })

  it('refuse a name that is taken, and free it when the job is over', async () => {
    const { jobs, outcome, end } = startJob()
    await expect(jobs.run(id, async () => 1)).rejects.toMatchObject({
      code: 'invalid-request',
      message: 'job is already running: job',
    })
    end()
    await outcome
    expect(await jobs.run(id, async () => 1)).toEqual({ state: 'done', value: 1 })
  })

  it('pass failures on and ignore messages for jobs that are over', async () => {
    const jobs = createJobs(createFakeClock())
    const failure = jobs.run(id, async () => {
      throw new TypeError('broken')
    })
    await expect(failure).rejects.toThrow('broken')
    jobs.cancel(id)
    jobs.pause(id)
    jobs.resume(id)
  })
})
