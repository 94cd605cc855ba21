import type { FigureName } from '../../store/comparing/compareFigures.ts'

/** Words of the comparison of two studies. */
export const compareTexts = {
  title: 'Two studies side by side',
  shared: 'Same quantity, colours and t for both, and the same axes along t.',
  view: 'what both show',
  sameDistances: 'Same distance to a pixel',
  sameDistancesHelp:
    'Draws both planes in a window of the same size, so that lengths can be compared by eye. Between grid points the colours are interpolated.',
  swap: 'Swap',
  swapHelp: 'Work on the other study; this one is looked at then',
  change: 'Choose another',
  leave: 'Leave the comparison',
  present: 'the open study: it changes with its settings',
  other: 'only looked at: swap to work on it',
  side: (index: number, title: string) => `${index + 1} · ${title}`,
  stale: 'out of date',
  noPlane: 'No landscape yet. Run all, and it appears here.',
  noPlaneThere: 'No landscape was kept with this study. Swap, then Run all.',
  noProfile: 'appears with the curve',
  plane: (title: string, quantity: string) => `plane of ${title}: ${quantity}`,
  planeData: (title: string, quantity: string) => `the plane of ${title}: ${quantity}`,
  pathData: (title: string) => `the losses along t of ${title}`,
  read: (value: string, x: string, y: string) => `${value} at (${x}, ${y})`,
  point: 'point at a plane to read it',
  path: 'losses along t',
  pathAt: (epoch: number) => `losses along t at epoch ${epoch}`,
  titleAt: (title: string, epoch: number) => `${title} at epoch ${epoch}`,
  asFilm: (quantity: string) => `${quantity}, as in the film beside it`,
  otherPlane: 'Planes of different networks have different axes: compare heights and distances, not places.',
  table: 'In numbers',
  shortSides: ['1', '2'],
  difference: 'difference, 2 − 1',
  shortDifference: '2 − 1',
  tableHelp: 'Barriers are of train nll: how far a profile rises above the straight line between its ends.',
  momentHelp: (epoch: number) =>
    `Of study 1 the figures of the curve are those at epoch ${epoch} of its training; the others do not change in it.`,
  missing: '…',
  save: 'Save',
  saveHelp: 'Save the numbers and both planes',
  saveMomentHelp: 'Save the numbers of this moment, or both planes as they ended',
  savedPlanes: 'as they ended',
} as const

/** Names of the compared figures. */
export const figureTexts: Readonly<Record<FigureName, string>> = {
  parameters: 'parameters',
  distance: 'distance of the endpoints',
  testError1: 'test error of w₁',
  testError2: 'test error of w₂',
  segmentBarrier: 'barrier on the segment, nats',
  curveBarrier: 'barrier on the curve, nats',
  highest: 'highest train nll on the curve, nats',
  meanError: 'mean test error on the curve',
  lengthRatio: 'length, curve ÷ segment',
}

/** Words of the choice of the other study. */
export const chooseOtherTexts = {
  title: 'Compare with',
  lead: 'The other study is only looked at: nothing of it or of the open one changes.',
  recorded: 'Recorded',
  kept: 'Kept in this browser',
  noneKept: 'No other study is kept here yet. One is kept by itself as soon as something is changed in it.',
  file: 'From a file',
  chooseFile: 'Choose a study file …',
  fileInput: 'study file to compare with',
  compareWith: (title: string) => `compare with ${title}`,
  reading: (title: string) => `Reading “${title}” …`,
  failed: (title: string, message: string) =>
    `“${title}” cannot be compared with: ${message}. Choose another study.`,
} as const
