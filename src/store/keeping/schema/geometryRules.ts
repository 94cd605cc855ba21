import * as v from 'valibot'
import type { CheatingPathValue } from '../../experiments/values/cheatingPathValue.ts'
import type { FoundCurve } from '../../experiments/values/manyCurvesValue.ts'
import type { ObjectiveCurve, ObjectivesValue } from '../../experiments/values/objectivesValue.ts'
import type { WidthCell, WidthsValue } from '../../experiments/values/widthsValue.ts'
import {
  anyNumber,
  count,
  finite,
  float64s,
  int32s,
  listOf,
  optional,
  type Rule,
  shaped,
  words,
} from './shapes.ts'
import { splitValues } from './valueRules.ts'

/** What there is along a path. */
export const wayRules = { train: splitValues, test: splitValues, dl: float64s } as const

/** The cheating path. */
export const cheatingPathRule: Rule<CheatingPathValue> = shaped<CheatingPathValue>({
  ts: listOf(finite),
  ...wayRules,
  differing: int32s,
  segment: shaped<CheatingPathValue['segment']>(wayRules),
})

/** Values along a path. */
export const way: Rule<Omit<FoundCurve, 'seed'>> = shaped<Omit<FoundCurve, 'seed'>>(wayRules)

/** The same curve trained by either objective. */
export const objectivesRule: Rule<ObjectivesValue> = shaped<ObjectivesValue>({
  ts: listOf(finite),
  curves: listOf(
    shaped<ObjectiveCurve>({
      objective: v.picklist(['uniform', 'arc-length']),
      density: listOf(finite),
      ...wayRules,
    }),
  ),
  segment: way,
  apart: optional(finite),
})

/** How curves get better with width. */
export const widthsRule: Rule<WidthsValue> = shaped<WidthsValue>({
  basis: words,
  cells: listOf(
    shaped<WidthCell>({
      width: count,
      bends: count,
      seed: count,
      parameters: count,
      worstNll: anyNumber,
      endNll: anyNumber,
      barrier: anyNumber,
      segmentBarrier: anyNumber,
      lengthRatio: anyNumber,
      worstError: anyNumber,
    }),
  ),
})
