import type { refuseWidths } from '../../../store/experiments/widths.ts'

/** What the sweep of widths is. */
export const widthsText = {
  title: 'Wider is easier',
  shows:
    'Pairs of networks of growing width, trained alike and joined by curves: how high the loss rises on the curve, and how much longer than straight it is, against the number of parameters.',
  doesNot:
    'It keeps the recipe of all widths the same, though each might have a better one: what a badly trained network loses is not the width’s doing.',
  run: 'Start the sweep',
  again: 'Sweep again',
  reading: 'science#wider-is-easier',
} as const

/** Words of its view. */
export const widthsTexts = {
  refusals: {
    custom:
      'An opened network has the width it has: choose a perceptron or a small CNN in the step “Network”.',
    'no-widths': 'Name at least one width, and give the network a hidden layer.',
    'no-bends': 'Name at least one number of bends.',
  } satisfies Record<NonNullable<ReturnType<typeof refuseWidths>>, string>,
  parameters: 'parameters',
  worst: 'Worst train nll on the curve',
  nll: 'train nll, nats',
  ratio: 'Length of the curve over that of the segment',
  times: 'length ratio',
  barriers: 'Train barrier',
  barrier: 'barrier, nats',
  bends: (bends: number) => (bends === 1 ? '1 bend' : `${bends} bends`),
  segment: 'segment',
  ends: 'at the ends',
  empty: 'grows with the sweep',
  state: (done: number, all: number) => `${done} of ${all} curves`,
  goesOn: 'What is finished stays when you cancel, and the next sweep goes on from there.',
  table: 'By width',
  corner: 'width, bends',
  row: (width: number, bends: number) => `${width}, ${bends}`,
  columns: [
    'parameters',
    'curves',
    'worst train nll',
    'at the ends',
    'length ratio',
    'barrier',
    'segment barrier',
    'worst test error',
  ],
  mean: (mean: string, deviation: string) => `${mean} ± ${deviation}`,
  tableHelp:
    'Means over the pairs ± the deviation of the sample. Lines in the charts go through the means, each point is a pair.',
  diverged: (count: number) =>
    `${count} ${count === 1 ? 'training diverged and is' : 'trainings diverged and are'} left out.`,
} as const
