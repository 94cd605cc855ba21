import * as v from 'valibot'
import {
  type AlignmentValue,
  alignedWays,
  type MovedUnits,
  type WayValues,
} from '../../experiments/values/alignmentValue.ts'
import type { SeenPlane } from '../../experiments/values/seenPlane.ts'
import { count, finite, float64s, int32s, listOf, optional, type Rule, shaped, words } from './shapes.ts'
import { bothSplits, geometry, grid, plane, splitValues } from './valueRules.ts'

const way: Rule<WayValues> = shaped<WayValues>({ train: splitValues, test: splitValues, dl: float64s })

/** Most points a side of the plane of an experiment. */
const mostPoints = 5000

function isWhole({ plane: { origin, u, v: up, uLength }, geometry: known, ...seen }: SeenPlane): boolean {
  const { x, y } = seen.grid
  const points = x.count * y.count
  const { train, test } = seen.values
  const sizes = [seen.squaredNorms, train.nll, train.correct, test.nll, test.correct]
  return (
    [x, y].every(({ min, max, count: side }) => min < max && side >= 2 && side <= mostPoints) &&
    sizes.every(({ length }) => length === points) &&
    [origin, u, up].every(({ length }) => length === known.size) &&
    uLength > 0 &&
    known.products.length === known.size ** 2 &&
    known.differences.length === known.size ** 2 &&
    seen.controlPoints.every((index) => index < known.size)
  )
}

/** A plane that an experiment evaluated, with a value for every point. */
export const seenPlane: Rule<SeenPlane> = v.pipe(
  shaped<SeenPlane>({
    plane,
    geometry,
    controlPoints: listOf(count),
    grid,
    values: bothSplits,
    squaredNorms: float64s,
  }),
  v.check(isWhole, 'a plane whose parts do not fit'),
)

/** What an alignment came to. */
export const alignmentRule: Rule<AlignmentValue> = v.pipe(
  shaped<AlignmentValue>({
    units: listOf(shaped<MovedUnits>({ layers: listOf(words), permutation: int32s })),
    unmoved: listOf(shaped<AlignmentValue['unmoved'][number]>({ layer: words, reason: words })),
    similarity: listOf(finite),
    distance: shaped<AlignmentValue['distance']>({ before: finite, after: finite }),
    ts: listOf(finite),
    ways: shaped<AlignmentValue['ways']>({
      segment: optional(way),
      alignedSegment: optional(way),
      curve: optional(way),
      alignedCurve: optional(way),
    }),
    seen: optional(seenPlane),
    curveKind: v.picklist(['bezier', 'chain']),
  }),
  v.check(
    ({ ts, ways }) =>
      alignedWays.every((name) => {
        const values = ways[name]
        return (
          !values || [values.train.nll, values.test.nll, values.dl].every((row) => row.length === ts.length)
        )
      }),
    'a profile with other points than t has',
  ),
)
