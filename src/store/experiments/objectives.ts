import { arcLengthDensity } from '../../core/curves/arcLength.ts'
import { uniformTs } from '../../core/curves/curve.ts'
import { distanceBetween } from '../../core/planes/geometry.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import type { CurveObjective } from '../../protocol/training.ts'
import type { Study } from '../context.ts'
import { curveKey, usedStatistics } from '../keys.ts'
import { unitRow } from '../landscape/frame.ts'
import { curveRecipeOf } from '../running/requests.ts'
import { endpointId } from '../running/trained.ts'
import { evaluateAlong, trainCurveBetween } from './curveBetween.ts'
import type { Experiment, ExperimentScope } from './experiment.ts'
import type { ObjectivesValue } from './values/objectivesValue.ts'

/** The objective that the paper trains by, and the one that it starts from. */
const trainedBy: readonly CurveObjective[] = ['uniform', 'arc-length']

/** The same curve from the same seed, trained by the paper's objective (2) and by (1) with its whole gradient. */
export const objectives: Experiment<'objectives'> = {
  needs: () => 'endpoints',
  key: (choices) =>
    JSON.stringify([
      curveKey({ ...choices, openedCurve: '', restarts: [], freeEndpoints: false }),
      curveRecipeOf(choices),
      choices.points,
      usedStatistics(choices),
    ]),
  parts: () => trainedBy.length,
  canPause: true,
  run: async (study, scope) => {
    const { choices } = scope
    const ends = [endpointId(study, 0), endpointId(study, 1)] as const
    const straight = await evaluateAlong(study, { choices, kind: 'chain', controlPoints: ends }, scope)
    const { backend, ...segment } = straight
    let value: ObjectivesValue = { ts: uniformTs(choices.points), curves: [], segment }
    scope.show(value)
    const found = await Promise.all(
      trainedBy.map((objective, part) => trainBy(study, { objective, part, ends }, scope)),
    )
    value = { ...value, curves: found.map(({ curve }) => curve) }
    const weights = found.flatMap(({ bends }) => bends)
    return { value: { ...value, apart: await distanceOf(study, weights) }, weights, backend }
  },
}

interface Training {
  readonly objective: CurveObjective
  readonly part: number
  readonly ends: readonly [WeightsId, WeightsId]
}

async function trainBy(
  study: Study,
  { objective, part, ends }: Training,
  scope: ExperimentScope<'objectives'>,
) {
  const { choices } = scope
  const order = { choices, ends, seed: choices.curveSeed, part, objective }
  const { controlPoints } = await trainCurveBetween(study, order, scope)
  const way = { choices, kind: choices.curve, controlPoints, part }
  const along = await evaluateAlong(study, way, scope)
  const geometry = await study.client.measure(controlPoints)
  const density = arcLengthDensity(choices.curve, geometry, uniformTs(choices.points))
  const { train, test, dl } = along
  return { curve: { objective, density, train, test, dl }, bends: controlPoints.slice(1, -1) }
}

/** Between the first half of the vectors and the second, taken together. */
async function distanceOf(study: Study, vectors: readonly WeightsId[]): Promise<number> {
  const geometry = await study.client.measure(vectors)
  const half = vectors.length / 2
  const row = (index: number) => unitRow(vectors.length, index)
  const squares = Array.from(
    { length: half },
    (_, bend) => distanceBetween(geometry, row(bend), row(half + bend)) ** 2,
  )
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0))
}
