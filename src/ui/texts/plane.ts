/** Words of the landscape. */
export const planeTexts = {
  title: 'Plane',
  label: (quantity: string) => `landscape of ${quantity}: drag the bend, click to probe, scroll to zoom`,
  colors: (quantity: string, [from, to]: readonly string[], unit: string) =>
    `colours of ${quantity} from ${from} to ${to} ${unit}`,
  xLabel: 'distance along w₁ → w₂',
  towardsBend: 'distance towards the bend',
  towardsMode: 'distance towards w₃',
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
