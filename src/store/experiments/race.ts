import type { WeightsId } from '../../protocol/identifiers.ts'
import type { BackendReport } from '../../protocol/problem.ts'
import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import { endpointKey, usedStatistics } from '../keys.ts'
import { endpointSeedOf } from '../running/requests.ts'
import { endpointId } from '../running/trained.ts'
import { evaluateAlong } from './curveBetween.ts'
import type { Experiment, ExperimentScope } from './experiment.ts'
import { drawSnapshotPlane } from './racePlane.ts'
import {
  budgetOf,
  collectSnapshots,
  epochsBefore,
  fgePlan,
  type RaceRun,
  splitBudget,
  ssePlan,
  trainNetwork,
} from './raceRuns.ts'
import { addScores, type Collected, scoreAverages, scoreMembers } from './raceScores.ts'
import { type RaceMethod, type RaceValue, raceMethods, type SnapshotChain } from './values/raceValue.ts'

/** Budgets of the table; each is a run of its own, and the ensemble is of all runs. */
const budgets = 3

/** Networks that are trained at the same time. */
const together = 4

/** Points of the chain for each segment between snapshots. */
const chainSteps = 8

const method = (index: number) => raceMethods[index % raceMethods.length] as RaceMethod

/** One of the trainings of a repetition, in the order in which they begin. */
interface Task extends RaceRun {
  readonly method: RaceMethod
  /** Which budget it spends, from 0. */
  readonly turn: number
  readonly isFirst: boolean
}

function listTasks(choices: Choices, repetition: number): Task[] {
  return Array.from({ length: budgets * raceMethods.length }, (_, index) => {
    const turn = Math.floor(index / raceMethods.length)
    const number = repetition * budgets + turn
    return {
      choices,
      method: method(index),
      turn,
      isFirst: number === 0,
      // The first run goes on from the study's own endpoint, or as that began; all methods share its seed.
      seed: number === 0 ? endpointSeedOf(choices, 0) : choices.raceSeed + number,
      part: repetition * budgets * raceMethods.length + index,
    }
  })
}

/** The networks that each method collected, run by run, and the one from which the first run of FGE started. */
type Harvest = Record<RaceMethod, Collected[][]> & { start: WeightsId }

/** What is drawn so far, and how it becomes more. */
interface Board {
  value: RaceValue
  update(patch: Partial<RaceValue>): void
}

/**
 * Fast geometric ensembling, snapshot ensembles and independent networks that spend the same number of epochs, those
 * before FGE included (the paper's section 5, figure 4 and table 1).
 */
export const race: Experiment<'race'> = {
  needs: () => 'endpoints',
  key: (choices) =>
    JSON.stringify([
      endpointKey(choices, 0),
      endpointKey({ ...choices, opened1: '' }, 0),
      fgePlan(choices),
      ssePlan(choices),
      choices.raceCycles,
      choices.raceSeed,
      choices.raceRepeats,
      usedStatistics(choices),
      ...(choices.raceStart === 'endpoint' ? [] : [choices.raceStart, choices.raceShare]),
    ]),
  parts: partsOf,
  canPause: true,
  run: async (study, scope) => {
    const { choices } = scope
    const board = createBoard(scope)
    const weights: WeightsId[] = []
    let backend = study.store.getState().results.endpoints[0]?.backend as BackendReport
    for (let repetition = 0; repetition < choices.raceRepeats; repetition += 1) {
      const harvest: Harvest = { start: endpointId(study, 0), fge: [], sse: [], independent: [] }
      await runTogether(listTasks(choices, repetition), async (task) => {
        backend = (await runTask(study, { task, harvest, board }, scope)) ?? backend
      })
      await scoreRepetition(study, { harvest, board, isFirst: repetition === 0 }, scope)
      if (repetition === 0) {
        weights.push(harvest.start, ...idsOf(harvest.fge.slice(0, 1)))
        board.update({ chain: await drawChain(study, choices, weights, scope) })
        const afterFge = weights.length
        weights.push(...idsOf(harvest.sse.slice(0, 1)))
        const order = { choices, weights, last: afterFge - 1, part: partsOf(choices) - 1 }
        const plane = await drawSnapshotPlane(study, order, scope)
        board.update(plane ? { plane } : {})
      }
      const all = raceMethods.flatMap((name) => idsOf(harvest[name]))
      await study.client.release(all.filter((id) => !weights.includes(id)))
    }
    return { value: board.value, weights, backend }
  },
}

/** One for each training and one for the plane. */
function partsOf({ raceRepeats }: Choices): number {
  return raceRepeats * budgets * raceMethods.length + 1
}

function createBoard({ choices, show }: ExperimentScope<'race'>): Board {
  const budget = budgetOf(choices)
  const members = { fge: [], sse: [], independent: [] }
  return {
    value: { before: epochsBefore(choices), budget, traces: {}, members, rows: [] },
    update(patch) {
      this.value = { ...this.value, ...patch }
      show(this.value)
    },
  }
}

async function runTogether(tasks: readonly Task[], run: (task: Task) => Promise<void>): Promise<void> {
  const waiting = [...tasks]
  const work = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) await run(task)
  }
  await Promise.all(Array.from({ length: together }, work))
}

interface Running {
  readonly task: Task
  readonly harvest: Harvest
  readonly board: Board
}

/** Runs one training and puts away what it collected; tells what computed it. */
async function runTask(
  study: Study,
  { task, harvest, board }: Running,
  scope: ExperimentScope<'race'>,
): Promise<BackendReport | undefined> {
  const { choices, turn, isFirst } = task
  const budget = budgetOf(choices)
  const put = (found: readonly Collected[]) => {
    harvest[task.method][turn] = found.map(({ id, spent }) => ({ id, spent: turn * budget + spent }))
  }
  if (task.method === 'independent') {
    const whole = { pieces: [budget], scheduled: budget }
    put([{ id: await trainNetwork(study, task, whole, scope), spent: budget }])
    return undefined
  }
  const isFge = task.method === 'fge'
  const plan = isFge ? fgePlan(choices) : ssePlan(choices)
  const run: RaceRun = isFirst
    ? {
        ...task,
        watch: (trace) => board.update({ traces: { ...board.value.traces, [task.method]: trace } }),
      }
    : task
  const from = isFge ? await startOf(study, task, scope) : undefined
  if (from && isFirst) harvest.start = from
  const result = await collectSnapshots(study, run, { plan, ...(from && { from }) }, scope)
  if (from && !isFirst) await study.client.release([from])
  const before = budget - plan.epochs
  put(
    result.trace.flatMap(({ snapshot, epoch }) =>
      snapshot ? [{ id: snapshot.id, spent: before + epoch }] : [],
    ),
  )
  return result.backend
}

async function startOf(study: Study, task: Task, scope: ExperimentScope<'race'>): Promise<WeightsId> {
  const { choices, isFirst } = task
  if (isFirst && choices.raceStart === 'endpoint') return endpointId(study, 0)
  return trainNetwork(study, task, splitBudget(choices), scope)
}

function idsOf(runs: readonly (readonly Collected[])[]): WeightsId[] {
  return runs.flat().map(({ id }) => id)
}

interface Scoring {
  readonly harvest: Harvest
  readonly board: Board
  readonly isFirst: boolean
}

async function scoreRepetition(
  study: Study,
  { harvest, board, isFirst }: Scoring,
  scope: ExperimentScope<'race'>,
): Promise<void> {
  const { choices } = scope
  for (const name of raceMethods) {
    const runs = harvest[name]
    const members = await scoreMembers(study, choices, runs.flat(), scope)
    let networks = 0
    const found = runs.flatMap((run) => {
      networks += run.length
      const last = members[networks - 1]
      return last ? [{ networks, score: last.ensemble }] : []
    })
    board.update({
      rows: addScores(board.value.rows, name, found),
      ...(isFirst && { members: { ...board.value.members, [name]: members } }),
    })
  }
  const averages = await scoreAverages(
    study,
    choices,
    harvest.fge.map((run) => run.map(({ id }) => id)),
    scope,
  )
  const found = averages.map((score, index) => ({ networks: index + 1, score }))
  board.update({ rows: addScores(board.value.rows, 'average', found) })
}

async function drawChain(
  study: Study,
  choices: Choices,
  weights: readonly WeightsId[],
  scope: ExperimentScope<'race'>,
): Promise<SnapshotChain> {
  const points = (weights.length - 1) * chainSteps + 1
  const order = { choices: { ...choices, points }, kind: 'chain', controlPoints: weights } as const
  const { train, test, dl } = await evaluateAlong(study, order, scope)
  return { train, test, dl, geometry: await study.client.measure(weights) }
}
