import type { ComponentType } from 'react'
import type { ExperimentName } from '../../store/experiments/experimentNames.ts'
import { AlignmentView } from './AlignmentView.tsx'
import { AlongCurveView } from './alongCurve/AlongCurveView.tsx'
import { CheatingPathView } from './CheatingPathView.tsx'
import { CurvatureView } from './CurvatureView.tsx'
import { ManyCurvesView } from './ManyCurvesView.tsx'
import { ObjectivesView } from './ObjectivesView.tsx'
import { OverPlaneView } from './overPlane/OverPlaneView.tsx'
import { PickedView } from './picked/PickedView.tsx'
import { RaceView } from './race/RaceView.tsx'
import { ThreeModesView } from './threeModes/ThreeModesView.tsx'
import { WidthsView } from './WidthsView.tsx'

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
