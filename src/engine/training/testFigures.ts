import type { EpochRecord } from '../../protocol/training.ts'
import type { TrainerState } from '../backends/backend.ts'
import type { TrainingSurroundings, TrainingTask } from './trainingRun.ts'

/** Test figures are evaluated this many times in a run, at epochs that depend on nothing but their number. */
const testCount = 25

type Figures = Pick<EpochRecord, 'testNll' | 'testAccuracy'>

/** What the test split says of an endpoint on its way, by epochs of the run. */
export interface TestFigures {
  isDue(epoch: number): boolean
  /** The figures of those states whose epoch is due. */
  evaluate(states: ReadonlyMap<number, TrainerState>): Promise<ReadonlyMap<number, Figures>>
}

/** Figures at the vector that is trained alone, with its running statistics; none where the task wants none. */
export function createTestFigures(
  { recipe, testsEndpoint }: TrainingTask,
  { lease, job }: TrainingSurroundings,
): TestFigures {
  const interval = Math.ceil(recipe.epochs / testCount)
  const isDue = (epoch: number) => testsEndpoint && (epoch % interval === 0 || epoch === recipe.epochs)
  return {
    isDue,
    async evaluate(states) {
      const due = [...states].filter(([epoch]) => isDue(epoch))
      if (due.length === 0) return new Map()
      const values = await lease.session.evaluate(
        {
          basis: due.map(([, { basis }]) => basis[0] ?? new Float32Array()),
          buffers: due.map(([, { buffers }]) => buffers),
          coefficients: identity(due.length),
          splits: ['test'],
          batchNorm: 'stored',
        },
        job,
      )
      const { nll, correct, count } = values.test ?? { nll: [], correct: [], count: 1 }
      const figures = due.map(([epoch], i): [number, Figures] => {
        return [epoch, { testNll: nll[i] ?? Number.NaN, testAccuracy: (correct[i] ?? 0) / count }]
      })
      return new Map(figures)
    },
  }
}

/** Rows that pick one vector each. */
function identity(size: number): Float64Array {
  const rows = new Float64Array(size * size)
  for (let i = 0; i < size; i++) rows[i * size + i] = 1
  return rows
}
