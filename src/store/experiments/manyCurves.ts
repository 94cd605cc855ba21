import { uniformTs } from '../../core/curves/curve.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import { curveKey, usedStatistics } from '../keys.ts'
import { curveRecipeOf } from '../running/requests.ts'
import { endpointId } from '../running/trained.ts'
import { evaluateAlong, trainCurveBetween } from './curveBetween.ts'
import type { Experiment } from './experiment.ts'
import { evaluateManyPlane } from './manyPlane.ts'
import type { FoundCurve } from './values/manyCurvesValue.ts'

/** A bend that stayed on the segment spans no plane: the curves are worth having without it. */
function skipLines(error: unknown): undefined {
  if (error instanceof EngineError && error.code === 'invalid-request') return undefined
  throw error
}

/** Curves that are trained at the same time. */
const together = 2

/**
 * Several curves between the same endpoints, each with a seed of its own (the paper's appendix trains two): whether
 * they end in the same bend.
 */
export const manyCurves: Experiment<'manyCurves'> = {
  needs: () => 'endpoints',
  key: (choices) =>
    JSON.stringify([
      curveKey({
        ...choices,
        openedCurve: '',
        curveSeed: choices.manySeed,
        restarts: [],
        freeEndpoints: false,
      }),
      curveRecipeOf(choices),
      choices.manyCount,
      choices.points,
      usedStatistics(choices),
    ]),
  parts: ({ manyCount }) => manyCount,
  canPause: true,
  run: async (study, scope) => {
    const { choices } = scope
    const ends = [endpointId(study, 0), endpointId(study, 1)] as const
    const ts = uniformTs(choices.points)
    const straight = await evaluateAlong(study, { choices, kind: 'chain', controlPoints: ends }, scope)
    const { backend, ...segment } = straight
    const curves: FoundCurve[] = []
    const weights: WeightsId[] = [...ends]
    const collect = async () => ({
      ts,
      curves: [...curves],
      segment,
      bendCount: choices.bends,
      curveKind: choices.curve,
      geometry: await study.client.measure(weights),
    })
    const seeds = Array.from({ length: choices.manyCount }, (_, index) => choices.manySeed + index)
    for (let start = 0; start < seeds.length; start += together) {
      const group = seeds.slice(start, start + together)
      const trained = await Promise.all(
        group.map((seed, index) =>
          trainCurveBetween(study, { choices, ends, seed, part: start + index }, scope),
        ),
      )
      for (const [index, { controlPoints }] of trained.entries()) {
        const along = await evaluateAlong(study, { choices, kind: choices.curve, controlPoints }, scope)
        const { train, test, dl } = along
        curves.push({ seed: group[index] as number, train, test, dl })
        weights.push(...controlPoints.slice(1, -1))
      }
      scope.show(await collect())
    }
    const value = await collect()
    scope.show(value)
    const { geometry } = value
    // Through w1, w2 and the first bend at first.
    const order = { choices, weights, geometry, through: [0, 1, 2] } as const
    const plane = await evaluateManyPlane(study, order, scope).catch(skipLines)
    return { value: plane ? { ...value, plane } : value, weights, backend }
  },
}
