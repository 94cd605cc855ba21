import type { ExperimentName } from '../../experiments/experimentNames.ts'
import type {
  ExperimentResult,
  ExperimentResults,
  ExperimentValues,
} from '../../experiments/experimentValues.ts'
import { alignmentRule } from './alignmentRule.ts'
import { alongCurveRule } from './alongCurveRule.ts'
import { curvatureRule } from './curvatureRule.ts'
import { cheatingPathRule, objectivesRule, widthsRule } from './geometryRules.ts'
import { manyCurvesRule } from './manyCurvesRule.ts'
import { overPlaneRule } from './overPlaneRule.ts'
import { pickedRule } from './pickedRule.ts'
import { backendReport } from './problemRules.ts'
import { raceRule } from './raceRule.ts'
import { finite, listOf, optional, type Rule, shaped, weightsId, words } from './shapes.ts'
import { threeModesRule } from './threeModesRule.ts'

function outcome<N extends ExperimentName>(value: Rule<ExperimentValues[N]>): Rule<ExperimentResult<N>> {
  return shaped<ExperimentResult<N>>({
    key: words,
    value,
    weights: listOf(weightsId),
    backend: backendReport,
    elapsedMs: finite,
  })
}

/** What came back of experiments. */
export const experimentResults: Rule<ExperimentResults> = shaped<ExperimentResults>({
  race: optional(outcome<'race'>(raceRule)),
  alongCurve: optional(outcome<'alongCurve'>(alongCurveRule)),
  overPlane: optional(outcome<'overPlane'>(overPlaneRule)),
  picked: optional(outcome<'picked'>(pickedRule)),
  manyCurves: optional(outcome<'manyCurves'>(manyCurvesRule)),
  widths: optional(outcome<'widths'>(widthsRule)),
  objectives: optional(outcome<'objectives'>(objectivesRule)),
  threeModes: optional(outcome<'threeModes'>(threeModesRule)),
  cheatingPath: optional(outcome<'cheatingPath'>(cheatingPathRule)),
  alignment: optional(outcome<'alignment'>(alignmentRule)),
  curvature: optional(outcome<'curvature'>(curvatureRule)),
})
