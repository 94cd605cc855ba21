import * as v from 'valibot'
import type { PickedValue } from '../../experiments/values/pickedValue.ts'
import type { Pick } from '../../landscape/pickKind.ts'
import { raceScore } from './raceRule.ts'
import { finite, listOf, type Rule, shaped } from './shapes.ts'

const pick: Rule<Pick> = v.union([
  shaped<Extract<Pick, { on: 'plane' }>>({ on: v.literal('plane'), x: finite, y: finite }),
  shaped<Extract<Pick, { on: 'curve' }>>({ on: v.literal('curve'), t: finite }),
])

/** What picked networks came to. */
export const pickedRule: Rule<PickedValue> = shaped<PickedValue>({
  picks: listOf(pick),
  singles: listOf(raceScore),
  ensemble: raceScore,
  average: raceScore,
  disagreement: finite,
})
