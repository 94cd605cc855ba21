import type { Problem } from '../protocol/problem.ts'
import { deviceFailureOf, type Lease, runsOnDevice, type Sessions } from './sessions.ts'

/**
 * Runs `work` on a problem's session; when the graphics device fails, runs it again on the CPU. So `work` keeps what it
 * finished outside itself and goes on from there when it is called a second time.
 */
export async function withFallback<T>(
  sessions: Sessions,
  problem: Problem,
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const lease = await sessions.acquire(problem)
  try {
    return await work(lease)
  } catch (error) {
    const failure = runsOnDevice(lease.report) ? deviceFailureOf(error) : undefined
    if (!failure) throw error
    lease.abandon(failure)
  } finally {
    lease.release()
  }
  return withFallback(sessions, problem, work)
}
