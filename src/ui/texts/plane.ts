/** Words of the landscape. */
export const planeTexts = {
  title: 'Plane',
  label: (quantity: string) =>
    `landscape of ${quantity}: drag the bend, click to probe, scroll to zoom; arrow keys read it, Enter probes, plus and minus zoom`,
  colors: (quantity: string, [from, to]: readonly string[], unit: string) =>
    `colours of ${quantity} from ${from} to ${to} ${unit}`,
  xLabel: 'distance along w₁ → w₂',
  towardsBend: 'distance towards the bend',
  towardsMode: 'distance towards w₃',
  stale: 'out of date',
  /** Before anything was drawn. */
  waiting: 'The landscape appears here as soon as there are two modes and a curve between them.',
  empty:
    'Two networks will be trained from two seeds, a curve of low loss found between them, and the plane through both and the bend drawn here.',
  start: 'Train and draw',
} as const

/** What stands beside the tools: the figures under the cursor, or how to read them. */
export const readoutTexts = {
  value: (first: string, second: string, place: string) => `${first} · ${second} at (${place})`,
  film: 'the training as it went, train nll',
  training: 'the curve is in training',
  touch: 'tap the landscape to read it',
  mouse: 'point at it to read values',
} as const

/** What the table behind the landscape is called. */
export function landscapeDataText(quantity: string): string {
  return `the landscape of ${quantity}`
}

/** Words of the tools above the landscape. */
export const toolTexts = {
  quantity: 'quantity that is shown',
  scale: 'scale of colours and of the loss axis',
  linearOnly: 'Shares reach 0, where a logarithm ends: they are shown linearly.',
  zoomIn: 'zoom in',
  zoomOut: 'zoom out',
  usualWindow: 'usual window',
  view: 'map or 3-D',
} as const

/** Words about the bend and what can be done with it. */
export const bendTexts = {
  take: 'Take the bend: drag it, or focus it and use the arrow keys (Shift: far, Alt: fine).',
  takeByTouch: 'Take the bend: drag the diamond with a finger.',
  many: 'With several bends the curve leaves this plane: what is drawn is its projection, and only the selected bend moves.',
  degenerate: 'The bend lies on the segment, so the second direction of this plane is a random one.',
  held: (x: string, y: string) => `The bend is held at (${x}, ${y}).`,
  letGo: 'Let go, or press Enter, to leave it there.',
  letGoByTouch: 'Let go to leave it there.',
  watch: 'Watch it train',
  cancel: 'Cancel',
  optimise: 'Optimise from here',
  putBack: 'Put it back',
} as const

/** How far a projected point is from the plane, beside its name. */
export function offPlaneText(distance: string, isNarrow: boolean): string {
  return isNarrow ? `${distance} off` : `${distance} off the plane`
}

/** Words of the card of a probed network. */
export const probeTexts = {
  label: 'probed network',
  title: (x: string, y: string) => `Network at (${x}, ${y})`,
  close: 'close the probe',
  cancel: 'cancel the probe',
  running: 'evaluating this network',
  train: 'train',
  test: 'test',
  nll: 'nll',
  loss: (weightDecay: number) => `loss, wd ${weightDecay}`,
  error: 'error',
  norm: (norm: string) => `‖w‖ ${norm}`,
} as const

/** Words of the bar of a film. */
export const filmTexts = {
  label: 'film of the training',
  play: 'play the film',
  pause: 'pause the film',
  slider: 'moment of the training',
  epoch: (epoch: number, epochs: number) => `epoch ${epoch} of ${epochs}`,
  leave: 'Show the result',
} as const
