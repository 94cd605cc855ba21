import type { SnapshotPlan } from '../../core/ensembles/snapshotPlan.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { TrainSnapshotsResult } from '../../protocol/ensembles.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { Progress } from '../../protocol/progress.ts'
import type { Choices } from '../choices/choices.ts'
import { newWeightsId, type Study } from '../context.ts'
import { finished, type RunScope } from '../running/jobs.ts'
import { endpointProblemOf, endpointRecipeOf } from '../running/requests.ts'
import { toTrace } from './raceScores.ts'
import type { RaceTrace } from './values/raceValue.ts'

/** How the epochs of one budget are spent by FGE. */
export interface RaceBudget {
  /** Epochs that make the network it starts from, in the pieces in which they are trained. */
  readonly pieces: readonly number[]
  /** Epochs that the schedule of the first piece is made for: more than the piece has where it breaks off. */
  readonly scheduled: number
  /** Epochs of collecting. */
  readonly collecting: number
}

/**
 * From a finished endpoint, its epochs and those of collecting; by a schedule that breaks off, as in the paper, an
 * endpoint's epochs are the whole budget, and a share of them comes before collecting.
 */
export function splitBudget(choices: Choices): RaceBudget {
  const { epochs } = endpointRecipeOf(choices, 0)
  const pieces = [epochs, ...choices.moreEpochs]
  if (choices.raceStart === 'endpoint') return { pieces, scheduled: epochs, collecting: choices.raceEpochs }
  const all = Math.max(2, sum(pieces))
  const before = Math.min(all - 1, Math.max(1, Math.round(choices.raceShare * all)))
  return { pieces: [before], scheduled: all, collecting: all - before }
}

/** Epochs that make the network from which FGE starts. */
export function epochsBefore(choices: Choices): number {
  return sum(splitBudget(choices).pieces)
}

/** Epochs of one budget: what it takes to train the network that FGE starts from, and to collect from it. */
export function budgetOf(choices: Choices): number {
  return epochsBefore(choices) + splitBudget(choices).collecting
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** One training of the race. */
export interface RaceRun {
  readonly choices: Choices
  readonly seed: number
  /** Which part of the experiment it is, for progress. */
  readonly part: number
  /** Told as the collecting goes on. */
  readonly watch?: (trace: RaceTrace) => void
}

/** Epochs of a part that are done before and within a stretch of it. */
interface Stretch {
  readonly done: number
  readonly epochs: number
}

function reporter({ choices, part }: RaceRun, scope: RunScope, { done, epochs }: Stretch) {
  const total = budgetOf(choices)
  const startedAt = performance.now()
  return (progress: Progress) => {
    const at = done + (epochs * progress.done) / Math.max(1, progress.total)
    const elapsedMs = performance.now() - startedAt
    // The stretches before took their time as well, at about the same pace.
    const all = at > done ? (elapsedMs * at) / (at - done) : elapsedMs
    scope.report(part, { done: Math.floor(at), total, unit: 'steps', elapsedMs: all })
  }
}

function refuseDiverged(
  what: string,
  seed: number,
  result: { readonly diverged?: { readonly epoch: number } },
) {
  if (!result.diverged) return
  const { epoch } = result.diverged
  throw new EngineError('diverged', `${what} with seed ${seed} diverged in epoch ${epoch}`)
}

/**
 * Trains a network from its seed as an endpoint is, in pieces of so many epochs, the first by a schedule made for
 * `scheduled`. @throws EngineError `diverged`
 */
export async function trainNetwork(
  study: Study,
  run: RaceRun,
  { pieces, scheduled }: Omit<RaceBudget, 'collecting'>,
  scope: RunScope,
): Promise<WeightsId> {
  const { choices, seed, part } = run
  let [from, done]: [WeightsId | undefined, number] = [undefined, 0]
  for (const epochs of pieces) {
    const report = reporter(run, scope, { done, epochs })
    const outcome = await study.client.train(
      {
        problem: endpointProblemOf(choices, 0),
        seed,
        initializer: choices.initializer,
        recipe: {
          ...endpointRecipeOf(choices, 0),
          epochs,
          ...(!from && scheduled !== epochs && { scheduleEpochs: scheduled }),
        },
        id: newWeightsId(study, 'member'),
        ...(from && { from }),
      },
      { signal: scope.signal, job: scope.job(part), onEvent: ({ progress }) => report(progress) },
    )
    const result = finished(outcome)
    refuseDiverged('the network', seed, result)
    if (from) await study.client.release([from])
    from = result.stored.id
    done += epochs
  }
  if (!from) throw new EngineError('invalid-request', 'a network needs an epoch at least')
  return from
}

/** The schedule of snapshot ensembles over one budget. */
export function ssePlan(choices: Choices): SnapshotPlan {
  const { raceAlpha0, raceCycles } = choices
  const epochs = budgetOf(choices)
  return { method: 'sse', alpha0: raceAlpha0, cycles: Math.min(raceCycles, epochs), epochs }
}

/** The schedule of fast geometric ensembling after the start. */
export function fgePlan(choices: Choices): SnapshotPlan {
  return {
    method: 'fge',
    alpha1: choices.raceAlpha1,
    alpha2: choices.raceAlpha2,
    cycleEpochs: choices.raceCycle,
    epochs: splitBudget(choices).collecting,
    variant: choices.raceVariant,
  }
}

function mostSnapshots(plan: SnapshotPlan): number {
  return plan.method === 'fge' ? Math.ceil(plan.epochs / plan.cycleEpochs) + 1 : plan.cycles + 1
}

/** Records of a trace for each epoch where it is drawn: enough to see the corners of its schedule. */
const drawnRecords = 4

/** Trains by a cyclic schedule from a network, or from the seed, and collects on the way. @throws EngineError `diverged` */
export async function collectSnapshots(
  study: Study,
  run: RaceRun,
  { plan, from }: { readonly plan: SnapshotPlan; readonly from?: WeightsId },
  scope: RunScope,
): Promise<TrainSnapshotsResult> {
  const { choices, seed, part, watch } = run
  const before = budgetOf(choices) - plan.epochs
  const report = reporter(run, scope, { done: before, epochs: plan.epochs })
  const { learningRate: _, epochs: __, schedule: ___, ...recipe } = endpointRecipeOf(choices, 0)
  const outcome = await study.client.trainSnapshots(
    {
      problem: endpointProblemOf(choices, 0),
      seed,
      plan,
      recipe,
      start: from ? { from } : { initializer: choices.initializer },
      ids: Array.from({ length: mostSnapshots(plan) }, () => newWeightsId(study, 'snapshot')),
      recordsPerEpoch: watch && plan.method === 'fge' ? drawnRecords : 1,
    },
    {
      signal: scope.signal,
      job: scope.job(part),
      onEvent: ({ progress, trace }) => {
        report(progress)
        watch?.(toTrace(trace, before))
      },
    },
  )
  const result = finished(outcome)
  refuseDiverged(plan.method === 'fge' ? 'FGE' : 'the snapshot ensemble', seed, result)
  watch?.(toTrace(result.trace, before))
  return result
}
