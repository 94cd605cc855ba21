import type { CheatingPathValue } from '../../experiments/values/cheatingPathValue.ts'
import { finite, float64s, int32s, listOf, type Rule, shaped } from './shapes.ts'
import { splitValues } from './valueRules.ts'

/** Values along a path. */
export const wayRules = { train: splitValues, test: splitValues, dl: float64s } as const

/** The cheating path. */
export const cheatingPathRule: Rule<CheatingPathValue> = shaped<CheatingPathValue>({
  ts: listOf(finite),
  ...wayRules,
  differing: int32s,
  segment: shaped<CheatingPathValue['segment']>(wayRules),
})
