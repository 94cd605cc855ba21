import { uniformTs } from '../../core/curves/curve.ts'
import { barrier, pathLength } from '../../core/curves/profileStatistics.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { quantityValues } from '../../core/quantities.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { BackendReport } from '../../protocol/problem.ts'
import type { Choices } from '../choices/choices.ts'
import { newWeightsId, type Study } from '../context.ts'
import { curveKey, usedStatistics } from '../keys.ts'
import { finished } from '../running/jobs.ts'
import {
  architectureOf,
  curveRecipeOf,
  type EndpointIndex,
  endpointProblemOf,
  endpointRecipeOf,
} from '../running/requests.ts'
import { evaluateAlong, trainCurveBetween } from './curveBetween.ts'
import type { Experiment, ExperimentScope } from './experiment.ts'
import { type SweepMeter, startMeter } from './sweepMeter.ts'
import type { WidthCell, WidthsValue } from './values/widthsValue.ts'

type Scope = ExperimentScope<'widths'>

/** Why there is nothing to sweep; undefined where there is. */
export function refuseWidths(choices: Choices): 'custom' | 'no-widths' | 'no-bends' | undefined {
  if (choices.network === 'custom') return 'custom'
  if (choices.sweepWidths.length === 0 || sizesOf(choices).length === 0) return 'no-widths'
  return choices.sweepBends.length === 0 ? 'no-bends' : undefined
}

function sizesOf(choices: Choices): readonly number[] {
  return choices.network === 'cnn' ? choices.channels : choices.widths
}

/** The choices with a network whose first hidden layer has that width, the others in proportion. */
export function choicesAtWidth(choices: Choices, width: number): Choices {
  const sizes = sizesOf(choices)
  const [first = 1] = sizes
  const scaled = sizes.map((size) => Math.max(1, Math.round((size * width) / first)))
  return choices.network === 'cnn' ? { ...choices, channels: scaled } : { ...choices, widths: scaled }
}

/** What all cells have in common. */
function basisOf(choices: Choices): string {
  const plain = {
    openedCurve: '',
    opened1: '',
    opened2: '',
    restarts: [],
    moreEpochs: [],
    seed1: 0,
    seed2: 0,
  }
  const fixed = { ...plain, freeEndpoints: false, curveSeed: 0, bends: 1 }
  return JSON.stringify([
    curveKey({ ...choicesAtWidth(choices, 60), ...fixed }),
    curveRecipeOf(choices),
    choices.points,
    usedStatistics(choices),
  ])
}

/**
 * Curves between networks of growing width: whether wider is easier (the paper's supplement on widths). What is finished stays when the
 * sweep is stopped, and the next one goes on from there.
 */
export const widths: Experiment<'widths'> = {
  needs: () => 'data',
  key: (choices) =>
    JSON.stringify([
      basisOf(choices),
      choices.sweepWidths,
      choices.sweepBends,
      choices.sweepRepeats,
      choices.sweepSeed,
    ]),
  parts: ({ sweepBends }) => Math.max(2, sweepBends.length),
  canPause: true,
  run: async (study, scope) => {
    const { choices } = scope
    if (refuseWidths(choices)) throw new EngineError('invalid-request', 'there is no width to change')
    const basis = basisOf(choices)
    const found = study.store.getState().results.experiments?.widths
    let value: WidthsValue = { basis, cells: found?.value.basis === basis ? found.value.cells : [] }
    let backend = found?.backend
    const missing = listPairs(choices, value)
    const meter = startMeter(
      missing.reduce((sum, { bends }) => sum + 2 + bends.length, 0),
      widths.parts?.(choices) ?? 1,
      scope,
    )
    scope.show(wantedPart(value, choices))
    for (const pair of missing) {
      const done = await runPair(study, { choices, pair, meter }, scope)
      backend = done.backend
      value = { basis, cells: [...value.cells, ...done.cells] }
      keepSoFar(study, value, backend)
      scope.show(wantedPart(value, choices))
    }
    if (!backend) throw new EngineError('invalid-request', 'there is no width to change')
    return { value, weights: [], backend }
  },
}

/** Cells under the present settings. */
export function wantedPart({ basis, cells }: WidthsValue, choices: Choices): WidthsValue {
  const { sweepWidths, sweepBends, sweepRepeats, sweepSeed } = choices
  const isWanted = ({ width, bends, seed }: WidthCell) =>
    sweepWidths.includes(width) &&
    sweepBends.includes(bends) &&
    seed >= sweepSeed &&
    seed < sweepSeed + 2 * sweepRepeats
  return { basis, cells: cells.filter(isWanted) }
}

/** Two networks to be trained, and the numbers of bends of the curves between them that are missing. */
interface Pair {
  readonly width: number
  readonly seed: number
  readonly bends: readonly number[]
}

function listPairs(choices: Choices, { cells }: WidthsValue): Pair[] {
  const { sweepWidths, sweepBends, sweepRepeats, sweepSeed } = choices
  const seeds = Array.from({ length: sweepRepeats }, (_, index) => sweepSeed + 2 * index)
  const isKnown = (width: number, seed: number, bends: number) =>
    cells.some((cell) => cell.width === width && cell.seed === seed && cell.bends === bends)
  return seeds
    .flatMap((seed) =>
      [...new Set(sweepWidths)].map((width) => ({
        width,
        seed,
        bends: [...new Set(sweepBends)].filter((bends) => !isKnown(width, seed, bends)),
      })),
    )
    .filter(({ bends }) => bends.length > 0)
}

/** Among the results at once, without a key: unfinished, and kept even so. */
function keepSoFar(study: Study, value: WidthsValue, backend: BackendReport): void {
  const result = { key: '', value, weights: [], backend, elapsedMs: 0 }
  study.store.setState(({ results }) => ({
    results: { ...results, experiments: { ...results.experiments, widths: result } },
  }))
}

interface PairRun {
  readonly choices: Choices
  readonly pair: Pair
  readonly meter: SweepMeter
}

async function runPair(
  study: Study,
  run: PairRun,
  scope: Scope,
): Promise<{ readonly cells: readonly WidthCell[]; readonly backend: BackendReport }> {
  const choices = choicesAtWidth(run.choices, run.pair.width)
  const at = { ...run, choices }
  const trained = await Promise.all([trainEnd(study, at, 0, scope), trainEnd(study, at, 1, scope)])
  const ends = [trained[0].id, trained[1].id] as const
  const way = await evaluateAlong(study, { choices, kind: 'chain', controlPoints: ends }, scope)
  const ts = uniformTs(choices.points)
  const shared = {
    width: run.pair.width,
    seed: run.pair.seed,
    parameters: planNetwork(architectureOf(choices)).parameterCount,
    endNll: Math.max(way.train.nll[0] ?? Number.NaN, way.train.nll.at(-1) ?? Number.NaN),
    segmentBarrier: barrier(ts, way.train.nll),
  }
  const found = await Promise.all(
    run.pair.bends.map(async (bends, part): Promise<WidthCell> => {
      const curve = await joinEnds(study, { ...at, choices: { ...choices, bends }, ends, part }, scope)
      if (!curve) return { ...shared, ...unknown, bends }
      return {
        ...shared,
        bends,
        worstNll: Math.max(...curve.train.nll),
        barrier: barrier(ts, curve.train.nll),
        lengthRatio: pathLength(curve.dl) / pathLength(way.dl),
        worstError: Math.max(...quantityValues(curve.test, 'error')),
      }
    }),
  )
  await study.client.release(ends)
  const diverged = trained.some((one) => one.diverged)
  const cells = diverged ? found.map((cell) => ({ ...cell, ...unknown, endNll: Number.NaN })) : found
  return { cells, backend: way.backend }
}

/** What is not known of a curve that diverged. */
const unknown = {
  worstNll: Number.NaN,
  barrier: Number.NaN,
  lengthRatio: Number.NaN,
  worstError: Number.NaN,
} as const

async function trainEnd(study: Study, { choices, pair, meter }: PairRun, index: 0 | 1, scope: Scope) {
  const task = meter.begin()
  const outcome = await study.client.train(
    {
      problem: endpointProblemOf({ ...choices, seed1: pair.seed, seed2: pair.seed + 1 }, index),
      seed: pair.seed + index,
      initializer: choices.initializer,
      recipe: endpointRecipeOf(choices, index satisfies EndpointIndex),
      id: newWeightsId(study, 'wide'),
    },
    { signal: scope.signal, job: scope.job(index), onEvent: ({ progress }) => task.report(progress) },
  )
  const { stored, diverged } = finished(outcome)
  task.finish()
  return { id: stored.id, diverged: diverged !== undefined }
}

interface Joining extends PairRun {
  readonly ends: readonly [WeightsId, WeightsId]
  readonly part: number
}

/** The curve's values; undefined where it diverged. */
async function joinEnds(study: Study, { choices, pair, meter, ends, part }: Joining, scope: Scope) {
  const task = meter.begin()
  try {
    const report = (_: number, progress: Parameters<Scope['report']>[1]) => task.report(progress)
    const order = { choices, ends, seed: pair.seed, part }
    const { controlPoints } = await trainCurveBetween(study, order, { ...scope, report })
    const way = { choices, kind: choices.curve, controlPoints, part }
    const values = await evaluateAlong(study, way, scope)
    await study.client.release(controlPoints.slice(1, -1))
    return values
  } catch (error) {
    if (error instanceof EngineError && error.code === 'diverged') return undefined
    throw error
  } finally {
    task.finish()
  }
}
