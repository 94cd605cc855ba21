import type { EngineApi } from '../../protocol/engineApi.ts'
import type { Problem } from '../../protocol/problem.ts'
import type { TrainingRecipe } from '../../protocol/training.ts'
import { createLab } from '../lab.ts'
import { createFakeBackend, createFakeLog, type FakeLog } from './fakeBackend.ts'
import { createFakeClock, type FakeClock } from './fakeClock.ts'

/** One linear layer of six weights; 24 rows, 16 of them train. */
export const fakeProblem: Problem = {
  data: {
    source: 'moons',
    size: 24,
    noise: 0.1,
    classCount: 2,
    seed: 1,
    testShare: 1 / 3,
    standardize: false,
  },
  architecture: { input: [2], layers: [{ type: 'linear', out: 2 }] },
  backend: 'auto',
}

/** Four steps an epoch on `fakeProblem`. */
export const fakeRecipe: TrainingRecipe = {
  optimizer: 'sgd',
  learningRate: 0.1,
  momentum: 0.9,
  nesterov: false,
  weightDecay: 0,
  batchSize: 4,
  epochs: 10,
  schedule: 'constant',
}

/** A lab on fake backends: `auto` takes the fake graphics device. */
export function createFakeLab(workMs = 5): {
  readonly lab: EngineApi
  readonly clock: FakeClock
  readonly log: FakeLog
} {
  const clock = createFakeClock()
  const log = createFakeLog()
  const lab = createLab({
    now: clock.now,
    yieldTask: clock.yieldTask,
    backends: {
      create: async (name) => createFakeBackend(name, { clock, log, workMs }),
      choose: async (choice) =>
        choice === 'tf-cpu'
          ? { name: 'tf-cpu', reason: 'chosen', adapter: '' }
          : { name: 'tf-webgpu', reason: 'gpu', adapter: 'fake adapter' },
      retreat: async (reason) => ({ name: 'tf-cpu', reason, adapter: '' }),
      survey: async () => [],
    },
  })
  return { lab, clock, log }
}
