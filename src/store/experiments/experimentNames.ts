/** What can be tried on a study beside its own curve and landscape, in the order in which the page offers it. */
export const experimentNames = [
  'race',
  'alongCurve',
  'overPlane',
  'picked',
  'manyCurves',
  'threeModes',
  'objectives',
  'widths',
  'alignment',
  'cheatingPath',
  'curvature',
] as const

export type ExperimentName = (typeof experimentNames)[number]
