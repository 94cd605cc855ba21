import { EngineError } from '../../protocol/engineError.ts'
import type { JobId } from '../../protocol/identifiers.ts'
import type { FakeClient } from './createFakeClient.ts'

/** Makes the fake engine refuse, as the real one does, a job that has the name of one that is not over. */
export function refuseSharedJobs({ client }: FakeClient): void {
  const running = new Set<JobId>()
  const guard = <R, O extends { readonly job?: JobId }, T>(call: (request: R, options?: O) => Promise<T>) => {
    return async (request: R, options?: O): Promise<T> => {
      const job = options?.job
      if (job && running.has(job)) throw new EngineError('invalid-request', `job is already running: ${job}`)
      if (job) running.add(job)
      // Something else has time to begin meanwhile.
      await new Promise((resolve) => setTimeout(resolve, 0))
      try {
        return await call(request, options)
      } finally {
        if (job) running.delete(job)
      }
    }
  }
  Object.assign(client, {
    train: guard(client.train),
    trainCurve: guard(client.trainCurve),
    evaluate: guard(client.evaluate),
  })
}
