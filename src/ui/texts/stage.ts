import type { ExperimentGroup } from '../experiments/experimentGroups.ts'

/** Words of the tabs over the middle of the page. */
export const stageTexts = {
  tabs: 'What the middle of the page shows',
  landscape: 'Landscape',
} as const

export const groupTexts: Readonly<Record<ExperimentGroup, string>> = {
  ensembles: 'Ensembles',
  curves: 'Curves',
  symmetry: 'Symmetry',
  curvature: 'Curvature',
}
