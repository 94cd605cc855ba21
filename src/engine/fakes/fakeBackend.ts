import type { Dataset } from '../../core/data/dataset.ts'
import type { Network } from '../../core/networks/network.ts'
import type { BackendName } from '../../protocol/problem.ts'
import type {
  Backend,
  PointsRequest,
  PredictRequest,
  Session,
  StepPlan,
  Trainer,
  TrainerRequest,
  TrainerState,
} from '../backends/backend.ts'
import { combineVectors } from '../combineVectors.ts'
import type { FakeClock } from './fakeClock.ts'

/** What a test sees and steers of all fake backends that share it. */
export interface FakeLog {
  readonly plans: { readonly backend: BackendName; readonly plan: StepPlan }[]
  readonly trainers: { readonly backend: BackendName; readonly request: TrainerRequest }[]
  readonly predictions: { readonly backend: BackendName; readonly request: PredictRequest }[]
  readonly evaluations: { readonly backend: BackendName; readonly request: PointsRequest }[]
  openSessions: number
  openTrainers: number
  /** Called at every step and point; throws to make the device fail. */
  onWork?: (backend: BackendName) => void
  onCreate?: (backend: BackendName) => void
}

/** An empty log. */
export function createFakeLog(): FakeLog {
  return { plans: [], trainers: [], evaluations: [], predictions: [], openSessions: 0, openTrainers: 0 }
}

/**
 * A backend whose loss is ½·mean((w − 1)²), whatever network and data are: cheap, deterministic, divergent at high learning
 * rates. Every step and point takes `workMs` on the fake clock.
 */
export function createFakeBackend(
  name: BackendName,
  options: { readonly clock: FakeClock; readonly log: FakeLog; readonly workMs: number },
): Backend {
  return {
    name,
    adapter: name === 'tf-webgpu' ? 'fake adapter' : '',
    async createSession(network, data) {
      options.log.onCreate?.(name)
      options.log.openSessions++
      return createFakeSession(name, { ...options, network, data })
    },
    dispose() {},
  }
}

interface FakeContext {
  readonly clock: FakeClock
  readonly log: FakeLog
  readonly workMs: number
  readonly network: Network
  readonly data: Dataset
}

function createFakeSession(name: BackendName, context: FakeContext): Session {
  const { clock, log, workMs, network, data } = context
  const work = () => {
    log.onWork?.(name)
    clock.advance(workMs)
  }
  return {
    async evaluate(request, control) {
      log.evaluations.push({ backend: name, request })
      const count = request.coefficients.length / request.basis.length
      const nll = new Float64Array(count)
      const valuesOf = (start: number, end: number) =>
        Object.fromEntries(
          request.splits.map((split) => [
            split,
            { nll: nll.slice(start, end), correct: new Int32Array(end - start), count: data[split].count },
          ]),
        )
      for (let point = 0; point < count; point++) {
        await control.breathe()
        work()
        const width = request.basis.length
        const row = request.coefficients.subarray(point * width, (point + 1) * width)
        nll[point] = lossAt(combineVectors(request.basis, [...row]))
        request.onPart?.(point, valuesOf(point, point + 1))
      }
      return valuesOf(0, count)
    },
    async predict(request, control) {
      log.predictions.push({ backend: name, request })
      const { inputs, basis, coefficients } = request
      const rows = 'split' in inputs ? data[inputs.split].inputs : inputs.rows
      const size = (rows.length / data.inputShape.reduce((a, b) => a * b, 1)) * data.classCount
      const probabilities = new Float32Array((coefficients.length / basis.length) * size)
      for (let point = 0; point < coefficients.length / basis.length; point++) {
        await control.breathe()
        work()
        const row = coefficients.subarray(point * basis.length, (point + 1) * basis.length)
        probabilities.fill(lossAt(combineVectors(basis, row)), point * size, (point + 1) * size)
      }
      return probabilities
    },
    recomputeBuffers: async () => new Float32Array(network.bufferCount).fill(7),
    createTrainer: async (request) => {
      log.trainers.push({ backend: name, request })
      log.openTrainers++
      return createFakeTrainer(name, request, { ...context, work })
    },
    createCurvature: async ({ weights }) => ({
      async multiply(direction, control) {
        await control.breathe()
        work()
        return Float64Array.from(direction, (value) => value / weights.length)
      },
      dispose() {},
    }),
    dispose() {
      log.openSessions--
    },
  }
}

function createFakeTrainer(
  name: BackendName,
  request: TrainerRequest,
  { log, work }: FakeContext & { readonly work: () => void },
): Trainer {
  const basis = request.basis.map((vector) => vector.slice())
  let steps = request.resume?.steps ?? 0
  const state = () => ({
    basis: basis.map((vector) => vector.slice()),
    buffers: request.buffers.slice(),
    slots: [basis[0]?.slice() ?? new Float32Array()],
    steps,
  })
  return {
    async advance(plan, control) {
      log.plans.push({ backend: name, plan })
      const nll: number[] = []
      const states: TrainerState[] = []
      for (const [step] of plan.batches.entries()) {
        await control.breathe()
        work()
        const row = [...plan.coefficients.subarray(step * basis.length, (step + 1) * basis.length)]
        const at = combineVectors(basis, row)
        const loss = lossAt(at)
        if (!Number.isFinite(loss)) break
        nll.push(loss)
        descend(basis, at, { request, row, learningRate: plan.learningRates[step] ?? 0 })
        steps++
        if (plan.marks?.includes(nll.length)) states.push(state())
      }
      return {
        nll: Float64Array.from(nll),
        penalty: new Float64Array(nll.length),
        correct: new Int32Array(nll.length).fill(1),
        finite: nll.length === plan.batches.length,
        states,
      }
    },
    state: async () => state(),
    async setTrained(vectors) {
      const places = [...basis.keys()].filter((index) => request.trained[index])
      for (const [i, vector] of vectors.entries()) basis[places[i] as number] = vector.slice()
    },
    dispose() {
      log.openTrainers--
    },
  }
}

function descend(
  basis: readonly Float32Array[],
  at: Float32Array,
  { request, row, learningRate }: { request: TrainerRequest; row: readonly number[]; learningRate: number },
): void {
  basis.forEach((vector, b) => {
    if (!request.trained[b]) return
    for (let i = 0; i < vector.length; i++) {
      vector[i] = (vector[i] as number) - learningRate * (row[b] ?? 0) * ((at[i] as number) - 1)
    }
  })
}

function lossAt(weights: Float32Array): number {
  let sum = 0
  for (const weight of weights) sum += (weight - 1) ** 2
  return sum / (2 * weights.length)
}
