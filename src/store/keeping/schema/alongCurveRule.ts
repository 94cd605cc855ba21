import type { CompareValues } from '../../../protocol/ensembles.ts'
import type { AlongCurveValue } from '../../experiments/values/alongCurveValue.ts'
import { raceScore } from './raceRule.ts'
import { count, finite, float64s, int32s, listOf, type Rule, shaped } from './shapes.ts'

/** Points compared with networks. */
export const compareValues: Rule<CompareValues> = shaped<CompareValues>({
  ensembleNll: float64s,
  ensembleCorrect: int32s,
  ensembleCalibrationError: float64s,
  correct: int32s,
  differing: int32s,
  count,
})

/** What ensembles along the curve came to. */
export const alongCurveRule: Rule<AlongCurveValue> = shaped<AlongCurveValue>({
  ts: listOf(finite),
  curve: compareValues,
  segment: compareValues,
  joined: listOf(finite),
  onCurve: listOf(raceScore),
  independent: listOf(raceScore),
  singles: shaped<AlongCurveValue['singles']>({
    onCurve: listOf(raceScore),
    independent: listOf(raceScore),
  }),
})
