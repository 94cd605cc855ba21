import * as v from 'valibot'
import type { FoundCurve } from '../../experiments/values/manyCurvesValue.ts'
import type { ModesEdge, ThreeModesValue } from '../../experiments/values/threeModesValue.ts'
import { seenPlane } from './alignmentRule.ts'
import { way, wayRules } from './geometryRules.ts'
import { count, finite, listOf, optional, type Rule, shaped } from './shapes.ts'
import { geometry } from './valueRules.ts'

const foundCurve: Rule<FoundCurve> = shaped<FoundCurve>({ seed: count, ...wayRules })

/** Three modes and what joins them. */
export const threeModesRule: Rule<ThreeModesValue> = shaped<ThreeModesValue>({
  ts: listOf(finite),
  edges: listOf(shaped<ModesEdge>({ segment: way, curve: optional(foundCurve) })),
  curveKind: v.picklist(['bezier', 'chain']),
  bendCount: count,
  firstBend: count,
  geometry,
  seen: optional(seenPlane),
})
