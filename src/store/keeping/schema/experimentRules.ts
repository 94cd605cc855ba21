import type { ExperimentName } from '../../experiments/experimentNames.ts'
import type {
  ExperimentResult,
  ExperimentResults,
  ExperimentValues,
} from '../../experiments/experimentValues.ts'
import type { FoundCurve, ManyCurvesValue } from '../../experiments/values/manyCurvesValue.ts'
import { alignmentRule } from './alignmentRule.ts'
import { alongCurveRule } from './alongCurveRule.ts'
import { curvatureRule } from './curvatureRule.ts'
import { cheatingPathRule, objectivesRule, widthsRule } from './geometryRules.ts'
import { overPlaneRule } from './overPlaneRule.ts'
import { pickedRule } from './pickedRule.ts'
import { backendReport } from './problemRules.ts'
import { raceRule } from './raceRule.ts'
import { count, finite, float64s, listOf, optional, type Rule, shaped, weightsId, words } from './shapes.ts'
import { threeModesRule } from './threeModesRule.ts'
import { geometry, splitValues } from './valueRules.ts'

function outcome<N extends ExperimentName>(value: Rule<ExperimentValues[N]>): Rule<ExperimentResult<N>> {
  return shaped<ExperimentResult<N>>({
    key: words,
    value,
    weights: listOf(weightsId),
    backend: backendReport,
    elapsedMs: finite,
  })
}

const path = { train: splitValues, test: splitValues, dl: float64s } as const

const manyCurves: Rule<ManyCurvesValue> = shaped<ManyCurvesValue>({
  ts: listOf(finite),
  curves: listOf(shaped<FoundCurve>({ seed: count, ...path })),
  segment: shaped<ManyCurvesValue['segment']>(path),
  bendCount: count,
  geometry,
})

/** What came back of experiments. */
export const experimentResults: Rule<ExperimentResults> = shaped<ExperimentResults>({
  race: optional(outcome<'race'>(raceRule)),
  alongCurve: optional(outcome<'alongCurve'>(alongCurveRule)),
  overPlane: optional(outcome<'overPlane'>(overPlaneRule)),
  picked: optional(outcome<'picked'>(pickedRule)),
  manyCurves: optional(outcome<'manyCurves'>(manyCurves)),
  widths: optional(outcome<'widths'>(widthsRule)),
  objectives: optional(outcome<'objectives'>(objectivesRule)),
  threeModes: optional(outcome<'threeModes'>(threeModesRule)),
  cheatingPath: optional(outcome<'cheatingPath'>(cheatingPathRule)),
  alignment: optional(outcome<'alignment'>(alignmentRule)),
  curvature: optional(outcome<'curvature'>(curvatureRule)),
})
