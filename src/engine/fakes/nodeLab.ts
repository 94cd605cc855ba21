import type { Dataset } from '../../core/data/dataset.ts'
import type { Architecture } from '../../core/networks/architecture.ts'
import type { EngineApi } from '../../protocol/engineApi.ts'
import type { JobId, WeightsId } from '../../protocol/identifiers.ts'
import type { BackendChoice, Problem } from '../../protocol/problem.ts'
import type { Outcome } from '../../protocol/progress.ts'
import { createBackends } from '../backends/createBackends.ts'
import { createLab } from '../lab.ts'
import { createYieldTask } from '../yieldTask.ts'

/** A lab on the real backends that holds one data set. */
export interface NodeLab {
  readonly lab: EngineApi
  problemOn(backend: BackendChoice, architecture: Architecture): Problem
  /** Puts flat weights, and running statistics where there are any, on the shelf. */
  hold(name: string, weights: ArrayLike<number>, buffers?: ArrayLike<number>): Promise<WeightsId>
}

/** Makes one for tests that run in Node. */
export async function createNodeLab(dataset: Dataset): Promise<NodeLab> {
  const lab = createLab({
    now: () => performance.now(),
    yieldTask: createYieldTask(),
    backends: createBackends(),
  })
  const id = 'opened-data'
  const classNames = Array.from({ length: dataset.classCount }, (_, i) => String(i))
  await lab.loadData({ id, dataset, classNames })
  return {
    lab,
    problemOn: (backend, architecture) => ({
      data: { source: 'opened', id, standardize: false },
      architecture,
      backend,
    }),
    async hold(name, weights, buffers = []) {
      const held = name as WeightsId
      await lab.load({
        id: held,
        weights: Float32Array.from(weights),
        buffers: Float32Array.from(buffers),
      })
      return held
    },
  }
}

/** A job's name, for tests that run one at a time. */
export const onlyJob = 'job' as JobId

/** The value of a call that nobody cancelled. */
export async function awaitDone<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const reached = await outcome
  if (reached.state !== 'done') throw new Error('cancelled')
  return reached.value
}
