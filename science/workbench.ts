import { curveRows, uniformTs } from '../src/core/curves/curve.ts'
import { barrier, pathLength, profileStatistics } from '../src/core/curves/profileStatistics.ts'
import { pathSteps } from '../src/core/planes/geometry.ts'
import type { EngineApi } from '../src/protocol/engineApi.ts'
import type { JobId, WeightsId } from '../src/protocol/identifiers.ts'
import type { Problem } from '../src/protocol/problem.ts'
import type { Outcome } from '../src/protocol/progress.ts'
import type { CurveObjective } from '../src/protocol/training.ts'
import type { PathResults } from './results.ts'
import { networkOf, pointCount, recipeOf, type Setting } from './setting.ts'

/** The engine and one setting. */
export interface Workbench {
  readonly lab: EngineApi
  readonly setting: Setting
  /** A name that nothing has yet. */
  newId(): WeightsId
  newJob(): JobId
  problemAt(width: number): Problem
}

/** Names are counted, so that a run repeats itself. */
export function createWorkbench(lab: EngineApi, setting: Setting): Workbench {
  let count = 0
  const next = () => `science-${++count}`
  return {
    lab,
    setting,
    newId: () => next() as WeightsId,
    newJob: () => next() as JobId,
    problemAt: (width) => ({ data: setting.data, architecture: networkOf(setting, width), backend: 'simd' }),
  }
}

/** The value of a call. @throws Error where it was cancelled or the training diverged */
export async function take<T extends object>(outcome: Promise<Outcome<T>>): Promise<T> {
  const reached = await outcome
  if (reached.state !== 'done') throw new Error('cancelled')
  const { value } = reached
  if ('diverged' in value && value.diverged) throw new Error('a training diverged')
  return value
}

/** Events are of no use here. */
export const ignore = () => {}

export interface NetworkOrder {
  readonly width: number
  readonly seed: number
  readonly epochs: number
  /** Epochs that the schedule is made for, where the training breaks off before. */
  readonly scheduleEpochs?: number
}

/** Trains a network from its seed. */
export async function trainNetwork(
  workbench: Workbench,
  { width, seed, epochs, scheduleEpochs }: NetworkOrder,
): Promise<WeightsId> {
  const request = {
    problem: workbench.problemAt(width),
    seed,
    initializer: 'pytorch',
    recipe: { ...recipeOf(epochs, 0.1), ...(scheduleEpochs && { scheduleEpochs }) },
    id: workbench.newId(),
  } as const
  return (await take(workbench.lab.train(workbench.newJob(), request, ignore))).stored.id
}

export type Ends = readonly [WeightsId, WeightsId]

export interface CurveOrder {
  readonly width: number
  readonly ends: Ends
  readonly seed: number
  readonly objective?: CurveObjective
}

/** Trains a Bezier curve with one bend between two networks that stay; answers its bend. */
export async function trainBend(workbench: Workbench, order: CurveOrder): Promise<WeightsId> {
  const { width, ends, seed, objective = 'uniform' } = order
  const bend = workbench.newId()
  const request = {
    problem: workbench.problemAt(width),
    kind: 'bezier',
    endpoints: ends,
    controlPoints: [ends[0], bend, ends[1]],
    freeEndpoints: false,
    recipe: recipeOf(workbench.setting.curveEpochs, 0.05),
    seed,
    filmFrames: 0,
    objective,
  } as const
  await take(workbench.lab.trainCurve(workbench.newJob(), request, ignore))
  return bend
}

/** Follows the Bezier curve through control points; two of them make a segment. */
export async function followPath(
  workbench: Workbench,
  width: number,
  controlPoints: readonly WeightsId[],
): Promise<PathResults> {
  const ts = uniformTs(pointCount)
  const coefficients = curveRows('bezier', controlPoints.length, ts)
  const request = {
    problem: workbench.problemAt(width),
    basis: controlPoints,
    coefficients,
    splits: ['train', 'test'],
    batchNorm: 'recomputed',
  } as const
  const { values } = await take(workbench.lab.evaluate(workbench.newJob(), request, ignore))
  const { train, test } = values
  if (!train || !test) throw new Error('the engine left out a split')
  const geometry = await workbench.lab.measure(controlPoints)
  const dl = pathSteps(geometry, coefficients)
  const last = controlPoints.length - 1
  const [, straight = Number.NaN] = pathSteps(
    geometry,
    Float64Array.from([0, last].flatMap((at) => controlPoints.map((_, i) => (i === at ? 1 : 0)))),
  )
  const { avg, int, max } = profileStatistics(train.nll, dl)
  return {
    avg,
    int,
    worst: max,
    barrier: barrier(ts, train.nll),
    lengthRatio: pathLength(dl) / straight,
    worstError: 1 - Math.min(...test.correct) / test.count,
  }
}
