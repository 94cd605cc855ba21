import { type ExperimentName, experimentNames } from '../../store/experiments/experimentNames.ts'

/** Experiments about the same question stand under one tab. */
export type ExperimentGroup = 'ensembles' | 'curves' | 'symmetry' | 'curvature'

const groups: Readonly<Record<ExperimentName, ExperimentGroup>> = {
  race: 'ensembles',
  alongCurve: 'ensembles',
  overPlane: 'ensembles',
  picked: 'ensembles',
  manyCurves: 'curves',
  threeModes: 'curves',
  objectives: 'curves',
  widths: 'curves',
  alignment: 'symmetry',
  cheatingPath: 'symmetry',
  curvature: 'curvature',
}

/** The tab that an experiment stands under. */
export function groupOf(name: ExperimentName): ExperimentGroup {
  return groups[name]
}

/** The experiments of a tab, in the order in which they are offered. */
export function namesOf(group: ExperimentGroup): readonly ExperimentName[] {
  return experimentNames.filter((name) => groups[name] === group)
}
