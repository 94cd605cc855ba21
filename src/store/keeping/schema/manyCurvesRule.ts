import * as v from 'valibot'
import type { FoundCurve, ManyCurvesValue, ManyPlane } from '../../experiments/values/manyCurvesValue.ts'
import { seenPlane } from './alignmentRule.ts'
import { way, wayRules } from './geometryRules.ts'
import { count, finite, listOf, optional, type Rule, shaped } from './shapes.ts'
import { geometry } from './valueRules.ts'

const plane: Rule<ManyPlane> = shaped<ManyPlane>({
  through: v.tuple([count, count, count]),
  seen: seenPlane,
})

/** Curves between the same endpoints. */
export const manyCurvesRule: Rule<ManyCurvesValue> = shaped<ManyCurvesValue>({
  ts: listOf(finite),
  curves: listOf(shaped<FoundCurve>({ seed: count, ...wayRules })),
  segment: way,
  bendCount: count,
  curveKind: optional(v.picklist(['bezier', 'chain'])),
  geometry,
  plane: optional(plane),
})
