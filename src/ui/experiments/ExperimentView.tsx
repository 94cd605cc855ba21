import type { ComponentType } from 'react'
import type { ExperimentName } from '../../store/experiments/experimentNames.ts'
import { ManyCurvesView } from './ManyCurvesView.tsx'

const views: Readonly<Record<ExperimentName, ComponentType>> = {
  manyCurves: ManyCurvesView,
}

/** The view of an experiment. */
export function ExperimentView({ name }: { readonly name: ExperimentName }) {
  const View = views[name]
  return <View />
}
