import type { View } from '../../store/landscape/landscapeSelectors.ts'

/** Words of the panel along the path. */
export const pathTexts = {
  clipped: 'infinite values cut off',
  title: 'Along the path',
  stale: 'out of date',
  empty: 'appears with the first curve',
  noValues: 'nothing here is a finite number',
  gaps: 'Where a line has a gap the loss is not a number: the weights there are too large.',
  second: (quantity: View['quantity']) => (quantity === 'accuracy' ? 'Test accuracy' : 'Test error'),
  chart: (label: string, lines: readonly string[], empty: string) =>
    `${label} along t: ${lines.join(', ') || empty}`,
  /** Which moment the figures belong to while the curve is on its way. */
  moment: (epoch: number | undefined) => (epoch === undefined ? 'in training' : `at epoch ${epoch}`),
  here: (t: number) => `the network at t = ${t.toFixed(2)}`,
  t: (t: number) => `t = ${t.toFixed(2)}`,
  data: 'the profiles along t',
  slider: 't, position along the curve',
  play: 'play t',
  stop: 'stop t',
  playHelp: 'Space plays and stops. On the slider, arrows go far and Shift with arrows point by point.',
  loop: 'Repeat',
  speed: 'Speed',
  speedNow: (speed: string) => `speed, now ${speed}`,
  speeds: { 0.25: '¼×', 0.5: '½×', 1: '1×', 2: '2×' },
  lengths: (curve: string, segment: string, ratio: string) =>
    `length ${curve} against ${segment}, ratio ${ratio}`,
} as const

/** What the lines along t are called. */
export const seriesTexts = {
  curve: 'curve',
  segment: 'segment',
  training: 'in training',
  previous: 'previous curve',
} as const

/** What the figures of the network at t are called. */
export const figureTexts = {
  trainNll: 'train nll',
  testNll: 'test nll',
  trainAccuracy: 'train accuracy',
  testAccuracy: 'test accuracy',
} as const

/** Words about batch norm's two kinds of statistics at the ends. */
export const endStatisticsTexts = {
  label: 'batch norm statistics at the ends',
  columns: ['nll at', 'train, recomputed', 'train, stored', 'test, recomputed', 'test, stored'],
  reason: (difference: string) =>
    `Training leaves running averages of batch statistics; recomputed, they are measured anew on the train split, so the ends differ a little from the networks as trained (${difference} nats at w₁).`,
} as const
