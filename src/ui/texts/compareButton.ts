/** Words of the buttons that compare two studies. */
export const compareButtonTexts = {
  compare: 'Compare with another study …',
  short: 'Compare …',
  help: 'See another study beside this one, on the same scales',
  title: 'The comparison',
} as const
