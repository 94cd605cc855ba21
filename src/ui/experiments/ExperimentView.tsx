import type { ComponentType } from 'react'
import type { ExperimentName } from '../../store/experiments/experimentNames.ts'
import { AlongCurveView } from './alongCurve/AlongCurveView.tsx'
import { CheatingPathView } from './CheatingPathView.tsx'
import { ObjectivesView } from './ObjectivesView.tsx'
import { ManyCurvesView } from './ManyCurvesView.tsx'
import { RaceView } from './race/RaceView.tsx'

const views: Readonly<Record<ExperimentName, ComponentType>> = {
  race: RaceView,
  alongCurve: AlongCurveView,
  manyCurves: ManyCurvesView,
  objectives: ObjectivesView,
  cheatingPath: CheatingPathView,
}

/** The view of an experiment. */
export function ExperimentView({ name }: { readonly name: ExperimentName }) {
  const View = views[name]
  return <View />
}
