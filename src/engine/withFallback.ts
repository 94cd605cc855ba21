import type { Problem } from '../protocol/problem.ts'
import { deviceFailureOf, type Lease, runsOnDevice, type Sessions } from './sessions.ts'
import { toEngineError } from './toEngineError.ts'

/** How often a job starts new workers for some that died. */
const mostRestarts = 2

/**
 * Runs `work` on a problem's session; when the graphics device fails, runs it again on the CPU, and when a worker of the pool
 * died, on new workers. So `work` keeps what it finished outside itself and goes on from there when it is called again.
 */
export async function withFallback<T>(
  sessions: Sessions,
  problem: Problem,
  work: (lease: Lease) => Promise<T>,
  restarts = 0,
): Promise<T> {
  const lease = await sessions.acquire(problem)
  try {
    return await work(lease)
  } catch (error) {
    const failure = runsOnDevice(lease.report) ? deviceFailureOf(error) : undefined
    const isDead = toEngineError(error).code === 'worker-died'
    if (isDead) lease.discard()
    if (!failure && (!isDead || restarts >= mostRestarts)) throw error
    if (failure) lease.abandon(failure)
  } finally {
    lease.release()
  }
  return withFallback(sessions, problem, work, restarts + 1)
}
