import type { ComponentType } from 'react'
import type { ExperimentName } from '../../store/experiments/experimentNames.ts'
import { AlignmentView } from './alignment/AlignmentView.tsx'
import { AlongCurveView } from './alongCurve/AlongCurveView.tsx'
import { CheatingPathView } from './cheatingPath/CheatingPathView.tsx'
import { CurvatureView } from './curvature/CurvatureView.tsx'
import { ManyCurvesView } from './manyCurves/ManyCurvesView.tsx'
import { ObjectivesView } from './objectives/ObjectivesView.tsx'
import { OverPlaneView } from './overPlane/OverPlaneView.tsx'
import { PickedView } from './picked/PickedView.tsx'
import { RaceView } from './race/RaceView.tsx'
import { ThreeModesView } from './threeModes/ThreeModesView.tsx'
import { WidthsView } from './widths/WidthsView.tsx'

const views: Readonly<Record<ExperimentName, ComponentType>> = {
  race: RaceView,
  alongCurve: AlongCurveView,
  overPlane: OverPlaneView,
  picked: PickedView,
  manyCurves: ManyCurvesView,
  widths: WidthsView,
  objectives: ObjectivesView,
  threeModes: ThreeModesView,
  cheatingPath: CheatingPathView,
  alignment: AlignmentView,
  curvature: CurvatureView,
}

/** The view of an experiment. */
export function ExperimentView({ name }: { readonly name: ExperimentName }) {
  const View = views[name]
  return <View />
}
