import type { PredictionScores } from '../../core/ensembles/predictionScores.ts'
import type { SnapshotRecord } from '../../protocol/ensembles.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import { unitRow } from '../landscape/frame.ts'
import { finished, type RunScope } from '../running/jobs.ts'
import { problemOf } from '../running/requests.ts'
import type { RaceMember, RaceRow, RaceScore, RaceTrace } from './values/raceValue.ts'

/** What is kept of scores. */
export function toScore({ nll, correct, count, calibrationError }: PredictionScores): RaceScore {
  return { nll, error: 1 - correct / count, calibrationError }
}

/** A run's records as they are drawn; `before` epochs were spent before it. */
export function toTrace(records: readonly SnapshotRecord[], before: number): RaceTrace {
  const column = (read: (record: SnapshotRecord) => number) => Float64Array.from(records, read)
  return {
    epochs: column(({ epoch }) => before + epoch),
    learningRates: column(({ learningRate }) => learningRate),
    errors: column(({ testAccuracy }) => 1 - testAccuracy),
    distances: column(({ distance }) => distance),
    collected: records.flatMap(({ snapshot, epoch, distance }) => {
      if (!snapshot) return []
      const { single, ensemble } = snapshot
      return [{ spent: before + epoch, distance, single: toScore(single), ensemble: toScore(ensemble) }]
    }),
  }
}

/** A network that a run gave, and the epochs that all runs of its method had spent by then. */
export interface Collected {
  readonly id: WeightsId
  readonly spent: number
}

/** Scores networks one by one and together as they join, with the statistics of their training. */
export async function scoreMembers(
  study: Study,
  choices: Choices,
  networks: readonly Collected[],
  scope: RunScope,
): Promise<readonly RaceMember[]> {
  const basis = networks.map(({ id }) => id)
  const rows = basis.map((_, index) => unitRow(basis.length, index))
  const { members, ensembles } = await score(study, choices, { basis, rows, batchNorm: 'stored' }, scope)
  return networks.map(({ spent }, index) => ({
    spent,
    single: toScore(members[index] as PredictionScores),
    ensemble: toScore(ensembles[index] as PredictionScores),
  }))
}

/** Scores the ensembles of the weight averages of the first run, the first two, …, batch norm recomputed. */
export async function scoreAverages(
  study: Study,
  choices: Choices,
  runs: readonly (readonly WeightsId[])[],
  scope: RunScope,
): Promise<readonly RaceScore[]> {
  const basis = runs.flat()
  const rows = runs.map((run) => basis.map((id) => (run.includes(id) ? 1 / run.length : 0)))
  const { ensembles } = await score(study, choices, { basis, rows, batchNorm: 'recomputed' }, scope)
  return ensembles.map(toScore)
}

interface Scoring {
  readonly basis: readonly WeightsId[]
  readonly rows: readonly (readonly number[])[]
  readonly batchNorm: Choices['batchNormMode']
}

async function score(study: Study, choices: Choices, { basis, rows, batchNorm }: Scoring, scope: RunScope) {
  const outcome = await study.client.scoreEnsemble(
    {
      problem: problemOf(choices),
      basis,
      coefficients: Float64Array.from(rows.flat()),
      split: 'test',
      batchNorm,
    },
    { signal: scope.signal, job: scope.job(0) },
  )
  return finished(outcome)
}

/** Adds a repetition to the table: its scores at each number of budgets, and the networks that they took. */
export function addScores(
  rows: readonly RaceRow[],
  method: RaceRow['method'],
  found: readonly { readonly networks: number; readonly score: RaceScore }[],
): RaceRow[] {
  const others = rows.filter((row) => row.method !== method)
  const added = found.map(({ networks, score: one }, index) => {
    const budgets = index + 1
    const present = rows.find((row) => row.method === method && row.budgets === budgets)
    return { method, budgets, networks, scores: [...(present?.scores ?? []), one] }
  })
  return [...others, ...added]
}
