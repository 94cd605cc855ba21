import { curveRows, uniformTs } from '../../core/curves/curve.ts'
import type { PredictionScores } from '../../core/ensembles/predictionScores.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { CompareValues } from '../../protocol/ensembles.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { Choices } from '../choices/choices.ts'
import { newWeightsId, type Study } from '../context.ts'
import { curveKey, usedStatistics } from '../keys.ts'
import { unitRow } from '../landscape/frame.ts'
import { finished, type RunScope } from '../running/jobs.ts'
import { endpointProblemOf, endpointRecipeOf, problemOf } from '../running/requests.ts'
import { trainedCurve } from '../running/trained.ts'
import type { Experiment } from './experiment.ts'
import { toScore } from './raceScores.ts'
import type { AlongCurveValue } from './values/alongCurveValue.ts'

/** Networks that are trained at the same time. */
const together = 4

/**
 * Ensembles along the curve: {φ(0), φ(t)} against t (the paper's figure 3, left), and k points of the curve against its
 * endpoints and k independent networks.
 */
export const alongCurve: Experiment<'alongCurve'> = {
  needs: () => 'curve',
  key: (choices) =>
    JSON.stringify([
      curveKey(choices),
      usedStatistics(choices),
      choices.points,
      endpointRecipeOf(choices, 0),
      choices.initializer,
      choices.alongCount,
      choices.alongSeed,
    ]),
  parts: ({ alongCount }) => alongCount + 1,
  canPause: true,
  run: async (study, scope) => {
    const { choices } = scope
    const { controlPoints } = trainedCurve(study)
    const ts = uniformTs(choices.points)
    const ends = [controlPoints[0], controlPoints.at(-1)] as readonly WeightsId[]
    const curve = await compareAlong(study, { choices, kind: choices.curve, controlPoints, ts }, scope)
    const segment = await compareAlong(study, { choices, kind: 'chain', controlPoints: ends, ts }, scope)
    const joined = spreadOut(choices.alongCount)
    const rows = curveRows(choices.curve, controlPoints.length, joined)
    const points = await scoreAll(study, { choices, basis: controlPoints, rows }, scope)
    const value: AlongCurveValue = {
      ts,
      curve: curve.values,
      segment: segment.values,
      joined,
      onCurve: points.ensembles,
      independent: [],
      singles: { onCurve: points.members, independent: [] },
    }
    scope.show(value)
    const networks = await trainIndependent(study, choices, scope)
    const unit = Float64Array.from(networks.flatMap((_, index) => unitRow(networks.length, index)))
    const others = await scoreAll(study, { choices, basis: networks, rows: unit }, scope)
    await study.client.release(networks)
    return {
      value: {
        ...value,
        independent: others.ensembles,
        singles: { ...value.singles, independent: others.members },
      },
      weights: [],
      backend: curve.backend,
    }
  },
}

/** `count` values of t, even in [0, 1], the ends first and each next as far from the ones before as can be. */
export function spreadOut(count: number): number[] {
  const waiting = uniformTs(count)
  const joined = [waiting.shift(), waiting.pop()].filter((t) => t !== undefined)
  while (waiting.length > 0) {
    // Rounded, so that of equal gaps the first is taken.
    const gaps = waiting.map((t) => Math.min(...joined.map((other) => Math.fround(Math.abs(other - t)))))
    const [next] = waiting.splice(gaps.indexOf(Math.max(...gaps)), 1)
    joined.push(next as number)
  }
  return joined
}

interface Way {
  readonly choices: Choices
  readonly kind: Choices['curve']
  readonly controlPoints: readonly WeightsId[]
  readonly ts: readonly number[]
}

async function compareAlong(study: Study, { choices, kind, controlPoints, ts }: Way, scope: RunScope) {
  const outcome = await study.client.compare(
    {
      problem: problemOf(choices),
      basis: controlPoints,
      coefficients: curveRows(kind, controlPoints.length, ts),
      references: Float64Array.from(unitRow(controlPoints.length, 0)),
      split: 'test',
      batchNorm: choices.batchNormMode,
    },
    {
      signal: scope.signal,
      job: scope.job(0),
      onEvent: ({ progress }) => scope.report(0, progress),
    },
  )
  return finished(outcome)
}

interface Scored {
  readonly choices: Choices
  readonly basis: readonly WeightsId[]
  readonly rows: Float64Array
}

async function scoreAll(study: Study, { choices, basis, rows }: Scored, scope: RunScope) {
  const outcome = await study.client.scoreEnsemble(
    {
      problem: problemOf(choices),
      basis,
      coefficients: rows,
      split: 'test',
      batchNorm: choices.batchNormMode,
    },
    { signal: scope.signal, job: scope.job(0) },
  )
  const { members, ensembles } = finished(outcome)
  const toScores = (scores: readonly PredictionScores[]) => scores.map(toScore)
  return { members: toScores(members), ensembles: toScores(ensembles) }
}

async function trainIndependent(study: Study, choices: Choices, scope: RunScope): Promise<WeightsId[]> {
  const networks: WeightsId[] = []
  const numbers = Array.from({ length: choices.alongCount }, (_, index) => index)
  const work = async () => {
    for (let index = numbers.shift(); index !== undefined; index = numbers.shift()) {
      networks[index] = await trainOne(study, { choices, index }, scope)
    }
  }
  await Promise.all(Array.from({ length: together }, work))
  return networks
}

async function trainOne(
  study: Study,
  { choices, index }: { readonly choices: Choices; readonly index: number },
  scope: RunScope,
): Promise<WeightsId> {
  const part = index + 1
  const seed = choices.alongSeed + index
  const outcome = await study.client.train(
    {
      problem: endpointProblemOf(choices, 0),
      seed,
      initializer: choices.initializer,
      recipe: endpointRecipeOf(choices, 0),
      id: newWeightsId(study, 'independent'),
    },
    {
      signal: scope.signal,
      job: scope.job(part),
      onEvent: ({ progress }) => scope.report(part, progress),
    },
  )
  const { stored, diverged } = finished(outcome)
  if (diverged) {
    throw new EngineError('diverged', `the network with seed ${seed} diverged in epoch ${diverged.epoch}`)
  }
  return stored.id
}

/** Error of the ensembles of comparisons, as shares. */
export function ensembleErrors({ ensembleCorrect, count }: CompareValues): Float64Array {
  return Float64Array.from(ensembleCorrect, (correct) => 1 - correct / count)
}
