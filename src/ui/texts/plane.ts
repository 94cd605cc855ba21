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
