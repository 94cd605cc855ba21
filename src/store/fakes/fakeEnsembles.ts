import type { EngineClient } from '../../client/createEngineClient.ts'
import type { PredictionScores } from '../../core/ensembles/predictionScores.ts'
import { layTimetable } from '../../core/ensembles/snapshotPlan.ts'
import { createRandom } from '../../core/random.ts'
import type { CompareValues, SnapshotRecord } from '../../protocol/ensembles.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { BackendReport } from '../../protocol/problem.ts'
import type { StoredWeights } from '../../protocol/training.ts'
import { combine, fakeCounts, lossAt } from './fakeVectors.ts'

/** Verbs of this file. */
export type EnsembleVerb = 'trainSnapshots' | 'scoreEnsemble' | 'compare'

interface Surroundings {
  readonly backend: BackendReport
  readonly read: (ids: readonly WeightsId[]) => Float32Array[]
  readonly keep: (id: WeightsId, weights: Float32Array) => StoredWeights
  /** Records a call and waits; answers whether to go on. */
  readonly enter: (verb: EnsembleVerb, request: unknown, signal?: AbortSignal) => Promise<boolean>
}

/** Weights of the fake engine have eight numbers. */
const dimension = 8

/** Scores of a network whose loss is `nll`: the lower it is, the more is right. */
function scoreOf(nll: number): PredictionScores {
  const count = fakeCounts.test
  return {
    nll,
    correct: Math.max(0, Math.round(count * (1 - nll / 10))),
    count,
    calibrationError: nll / 20,
    bins: [],
  }
}

function rowsOf(coefficients: Float64Array, width: number): Float64Array[] {
  return Array.from({ length: coefficients.length / width }, (_, k) =>
    coefficients.slice(k * width, (k + 1) * width),
  )
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Ensembles whose loss is the mean of their members'; a run of snapshots moves by a hundredth a step, four steps an epoch. */
export function createEnsembleVerbs({
  backend,
  read,
  keep,
  enter,
}: Surroundings): Pick<EngineClient, EnsembleVerb> {
  return {
    async trainSnapshots(request, { signal, onEvent } = {}) {
      const { plan, start, seed, ids } = request
      const timetable = layTimetable(plan, 4)
      const random = createRandom(seed, 'initialisation')
      const from = 'from' in start ? read([start.from])[0] : undefined
      const begun = from ?? Float32Array.from({ length: dimension }, () => random.normal())
      const losses: number[] = []
      const trace: SnapshotRecord[] = []
      const stored: StoredWeights[] = []
      for (const iteration of [0, ...timetable.collected]) {
        // Snapshot ensembles turn aside in every other weight, so that both schedules span a plane.
        const turn = plan.method === 'sse' ? -1 : 1
        const weights = begun.map((value, i) => value + (i % 2 ? turn : 1) * (iteration / 100))
        const scores = scoreOf(lossAt(weights))
        const id = ids[stored.length] as WeightsId
        if (iteration > 0) {
          losses.push(scores.nll)
          stored.push(keep(id, weights))
        }
        trace.push({
          iteration,
          epoch: iteration / 4,
          learningRate: timetable.learningRates[Math.max(0, iteration - 1)] as number,
          testNll: scores.nll,
          testAccuracy: scores.correct / scores.count,
          distance: (iteration / 100) * Math.sqrt(dimension),
          ...(iteration > 0 && { snapshot: { id, single: scores, ensemble: scoreOf(mean(losses)) } }),
        })
      }
      const progress = { done: 1, total: 2, unit: 'steps', elapsedMs: 1000 } as const
      onEvent?.({ progress, trace: trace.slice(0, 2), backend })
      if (!(await enter('trainSnapshots', request, signal))) return { state: 'cancelled' }
      const { learningRates } = timetable
      return { state: 'done', value: { stored, trace, learningRates, backend, elapsedMs: 5 } }
    },
    async scoreEnsemble(request, { signal } = {}) {
      const vectors = read(request.basis)
      const rows = rowsOf(request.coefficients, vectors.length)
      const losses = rows.map((row) => lossAt(combine(vectors, row)))
      if (!(await enter('scoreEnsemble', request, signal))) return { state: 'cancelled' }
      const average = vectors.map((_, b) => mean(rows.map((row) => row[b] ?? 0)))
      const value = {
        members: losses.map(scoreOf),
        ensembles: losses.map((_, k) => scoreOf(mean(losses.slice(0, k + 1)))),
        weightAverage: scoreOf(lossAt(combine(vectors, average))),
        disagreement: new Float64Array(losses.length ** 2),
        backend,
        elapsedMs: 2,
      }
      return { state: 'done', value }
    },
    async compare(request, { signal, onEvent } = {}) {
      const vectors = read(request.basis)
      const lossesOf = (coefficients: Float64Array) =>
        rowsOf(coefficients, vectors.length).map((row) => lossAt(combine(vectors, row)))
      const others = lossesOf(request.references)
      const losses = lossesOf(request.coefficients)
      const valuesOf = (part: readonly number[]): CompareValues => {
        const ensembles = part.map((loss) => scoreOf(mean([...others, loss])))
        return {
          ensembleNll: Float64Array.from(ensembles, ({ nll }) => nll),
          ensembleCorrect: Int32Array.from(ensembles, ({ correct }) => correct),
          ensembleCalibrationError: Float64Array.from(ensembles, (one) => one.calibrationError),
          correct: Int32Array.from(part, (loss) => scoreOf(loss).correct),
          differing: Int32Array.from(part, (loss) => Math.round(10 * Math.abs(loss - (others[0] ?? 0)))),
          count: fakeCounts.test,
        }
      }
      const half = Math.ceil(losses.length / 2)
      for (const [start, end] of [
        [0, half],
        [half, losses.length],
      ] as const) {
        const progress = { done: end, total: losses.length, unit: 'points', elapsedMs: 1000 } as const
        if (end > start) onEvent?.({ start, values: valuesOf(losses.slice(start, end)), progress })
      }
      if (!(await enter('compare', request, signal))) return { state: 'cancelled' }
      return { state: 'done', value: { values: valuesOf(losses), backend, elapsedMs: 2 } }
    },
  }
}
