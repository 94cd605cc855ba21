/** Columns of the table along the path. */
export const statisticNames = ['min', 'max', 'avg', 'int', 'barrier'] as const

/** What each of them is. */
export const statisticTexts: Readonly<Record<(typeof statisticNames)[number], string>> = {
  min: 'smallest value along the path',
  max: 'largest value along the path',
  avg: 'mean over t, the paper’s objective (2)',
  int: 'mean by arc length, the paper’s objective (1)',
  barrier: 'largest rise above the straight line between the values at both ends',
}
