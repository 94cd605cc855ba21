import type { Freshness } from '../../store/keys.ts'
import type { RunName } from '../../store/state.ts'

/** Titles of the steps that run. */
export const stepTitles: Readonly<Record<RunName, string>> = {
  data: 'Data',
  endpoints: 'Endpoints',
  curve: 'Curve',
  profile: 'Path',
  landscape: 'Landscape',
  experiment: 'Experiment',
}

/** Title of the step that describes the network; it runs nothing. */
export const networkTitle = 'Network'

/** What a running step is at. */
export const doingTexts: Readonly<Record<RunName, string>> = {
  data: 'preparing the data',
  endpoints: 'training the endpoints',
  curve: 'training the curve',
  profile: 'evaluating the path',
  landscape: 'evaluating the plane',
  experiment: 'running the experiment',
}

/** What a step's button says before and after it was run. */
export const actionTexts: Readonly<
  Record<'endpoints' | 'curve' | 'landscape', { readonly first: string; readonly again: string }>
> = {
  endpoints: { first: 'Train the endpoints', again: 'Train again' },
  curve: { first: 'Train the curve', again: 'Train again' },
  landscape: { first: 'Draw the landscape', again: 'Draw again' },
}

/** What the button says where the result comes from a file. */
export const takeAgainText = 'Take again'

/** The state of a step's result beside its button. */
export const stateTexts: Readonly<
  Record<Freshness | 'opening' | 'running' | 'diverged' | 'cancelled', string>
> = {
  fresh: 'fresh',
  stale: 'out of date',
  empty: 'not run',
  opening: 'opening',
  running: 'running',
  diverged: 'diverged',
  cancelled: 'cancelled',
}

/** Words around the progress of a step. */
export const progressTexts = {
  paused: 'paused',
  left: (time: string) => `${time} left`,
  pause: (doing: string) => `pause ${doing}`,
  pauseHelp: 'Pause: it can go on later.',
  resume: (doing: string) => `resume ${doing}`,
  resumeHelp: 'Go on.',
  cancel: (doing: string) => `cancel ${doing}`,
  cancelHelp: (run: RunName) =>
    run === 'endpoints' || run === 'curve' ? 'Cancel: what was trained is discarded.' : 'Cancel.',
} as const

/** What became of a step that a person stopped when `share` of it was done. */
export function givenUpText(run: RunName, share: number, hasEarlier: boolean): string {
  const at = `Cancelled at ${Math.floor(share * 100)} %`
  if (run === 'landscape') return `${at}. The points that were evaluated are kept.`
  if (run !== 'endpoints' && run !== 'curve') return `${at}.`
  const earlier = hasEarlier ? ' What was trained before is kept.' : ''
  return `${at}: this training is discarded.${earlier} To stop for a while, pause it instead.`
}

/** Words of the settings' fold. */
export const moreTexts = { more: 'More settings', fewer: 'Fewer settings' } as const

/** Words of the step Data. */
export const dataTexts = {
  /** Around the source and the licence of a shipped set, which are links. */
  changes: (changes: string) => `. Changes: ${changes}`,
  table: 'the picture of the data',
  picture: (shown: number, kind: 'points' | 'images', trainCount: number, classNames: readonly string[]) =>
    `${shown} ${kind} of ${trainCount} in the train split, ${classNames.length} classes: ${classNames.join(', ')}`,
  projected: 'the two directions of largest variance',
} as const

/** Words of the step Network. */
export const networkTexts = {
  parameters: (count: string) => `${count} parameters`,
  impossible: 'cannot be built',
  layers: 'layers with output shape and parameters',
} as const

/** What the modes are called. */
export const endpointNames = ['w₁', 'w₂', 'w₃'] as const

/** Words of the step Endpoints. */
export const endpointTexts = {
  opened: 'opened',
  empty: 'not trained',
  test: (accuracies: string) => `${accuracies} test`,
  chart: 'Training of the endpoints',
  secondRecipe: 'Recipe of w₂',
  more: (epochs: number) => `${epochs} epochs more`,
  continued: (epochs: readonly number[]) => `Continued for ${epochs.join(' + ')} epochs.`,
  without: 'Train without it',
  file: (what: string, name: string) => `${what}: ${name}.`,
  trainHere: 'Train here',
  trainIt: (what: string) => `train ${what} here`,
  same: (first: string, second: string) =>
    `${first} and ${second} will be the same network, and no path leads from one to the other.`,
  otherSeed: (name: string, seed: number) => `Seed ${seed} for ${name}`,
} as const

/** Words of the step Curve. */
export const curveTexts = {
  bends: (count: number) => `${count} ${count === 1 ? 'bend' : 'bends'}`,
  chart: 'Training of the curve',
  curve: 'the curve',
  title: 'The curve',
  restarts: (count: number) =>
    `Optimised from ${count === 1 ? 'a place' : `${count} places`} chosen by hand.`,
} as const

/** Words of the step Landscape. */
export const landscapeStepTexts = {
  automatic: 'auto',
  farthest: 'farthest',
  range: 'From must be below To; until then the colours reach from the lowest value to the highest.',
  time: (time: string) => `About ${time} on this machine.`,
} as const

/** What a small chart of a training shows. */
export const trainingChartTexts = {
  label: (what: string) => `${what}: nll against epochs, train solid and test dotted`,
  empty: 'appears with the first epochs',
  epoch: (epoch: number) => `epoch ${epoch}`,
  testKey: 'test dotted',
} as const
