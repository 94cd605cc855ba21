import type { OverPlaneValue } from '../../experiments/values/overPlaneValue.ts'
import { compareValues } from './alongCurveRule.ts'
import { count, type Rule, shaped, words } from './shapes.ts'
import { grid } from './valueRules.ts'

/** What comparing a plane with w₁ came to. */
export const overPlaneRule: Rule<OverPlaneValue> = shaped<OverPlaneValue>({
  planeKey: words,
  grid,
  values: compareValues,
  computed: count,
})
