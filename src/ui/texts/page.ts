/** Parts of the page, by the names that an error is reported under. */
export const partNames = {
  header: 'The header',
  steps: 'The steps',
  tools: 'The tools of the landscape',
  landscape: 'The landscape',
  path: 'The path',
  footer: 'The footer',
} as const

/** Words in place of a part that failed. */
export const brokenTexts = {
  what: (part: string) => `${part} could not be drawn. The study is kept.`,
  again: 'Try again',
  missing: (part: string) =>
    `${part} could not be loaded: this browser is offline, or the page has been updated since it was opened. The study is kept.`,
  reload: 'Reload the page',
} as const

/** Closes something that was told. */
export const closeNoticeText = 'close the notice'

/** In an empty list of layer sizes. */
export const noLayersText = 'none: a linear model'

/** Words of which the name of a study is made. */
export const studyNameTexts = {
  ownNetwork: 'own network',
  batchNorm: 'batch norm',
  residual: 'residual',
} as const

/** A new version of the page, which waits until it is wanted. */
export const updateTexts = {
  ready: 'A new version of Isthmus is ready. Your studies stay.',
  reload: 'Reload',
  later: 'close, and reload later',
} as const
