import type { WeightsId } from '../../protocol/identifiers.ts'
import type { BackendReport } from '../../protocol/problem.ts'
import type { ExperimentName } from './experimentNames.ts'
import type { AlignmentValue } from './values/alignmentValue.ts'
import type { AlongCurveValue } from './values/alongCurveValue.ts'
import type { CheatingPathValue } from './values/cheatingPathValue.ts'
import type { CurvatureValue } from './values/curvatureValue.ts'
import type { ManyCurvesValue } from './values/manyCurvesValue.ts'
import type { ObjectivesValue } from './values/objectivesValue.ts'
import type { OverPlaneValue } from './values/overPlaneValue.ts'
import type { PickedValue } from './values/pickedValue.ts'
import type { RaceValue } from './values/raceValue.ts'
import type { ThreeModesValue } from './values/threeModesValue.ts'
import type { WidthsValue } from './values/widthsValue.ts'

/** What each experiment comes to. Weights stand beside it and are told by their index. */
export interface ExperimentValues {
  readonly race: RaceValue
  readonly alongCurve: AlongCurveValue
  readonly overPlane: OverPlaneValue
  readonly picked: PickedValue
  readonly manyCurves: ManyCurvesValue
  readonly widths: WidthsValue
  readonly objectives: ObjectivesValue
  readonly threeModes: ThreeModesValue
  readonly cheatingPath: CheatingPathValue
  readonly alignment: AlignmentValue
  readonly curvature: CurvatureValue
}

/** The outcome of an experiment; fresh while the choices have its key. */
export interface ExperimentResult<N extends ExperimentName = ExperimentName> {
  readonly key: string
  readonly value: ExperimentValues[N]
  readonly weights: readonly WeightsId[]
  readonly backend: BackendReport
  readonly elapsedMs: number
}

/** What came back of each experiment so far. */
export type ExperimentResults = { readonly [N in ExperimentName]?: ExperimentResult<N> }

/** The experiment that runs, and what there is of it so far. */
export type LiveExperiment = {
  readonly [N in ExperimentName]: { readonly name: N; readonly value: ExperimentValues[N] | undefined }
}[ExperimentName]
