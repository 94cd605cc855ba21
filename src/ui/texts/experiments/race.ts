import type { RaceRow } from '../../../store/experiments/values/raceValue.ts'

/** Names of the ways to spend epochs. */
export const raceMethodTexts: Readonly<Record<RaceRow['method'], string>> = {
  fge: 'FGE',
  sse: 'SSE',
  independent: 'Independent',
  average: 'SWA of FGE',
}

/** Words of the race. */
export const raceTexts = {
  preset: 'Set all of FGE as in',
  presets: { paper: 'the paper', code: 'its code' },
  spent: (budget: string, before: string) =>
    `One budget is ${budget} epochs: ${before} for the network that FGE starts from, the rest to collect. An opened network counts with the epochs of the recipe.`,
  run: 'Traces of',
  epochs: 'epochs spent',
  learningRate: 'learning rate',
  error: 'test error, %',
  distance: 'distance from the start',
  rateOf: (method: string) => `${method}: learning rate`,
  errorOf: (method: string) => `${method}: test error`,
  distanceOf: (method: string) => `${method}: distance from the start in weight space`,
  network: 'network in training',
  collected: 'collected',
  ensemble: 'ensemble so far',
  tracesEmpty: 'appears as soon as the first run collects',
  byEpochs: 'Single networks and ensembles by epochs spent',
  single: (method: string) => `${method}, single`,
  together: (method: string) => `${method}, ensemble`,
  byEpochsEmpty: 'appears when the first repetition is done',
  table: 'Ensembles at equal budgets, test split',
  tableHelp: (count: number) =>
    count > 1
      ? `Mean ± standard deviation over ${count} repetitions from other seeds. ECE is the expected calibration error.`
      : 'Of one repetition. ECE is the expected calibration error.',
  runs: (hasBatchNorm: boolean) =>
    `Each budget is a run of its own; at two and three the ensemble is of all runs. SWA averages the networks of each run in weight space${hasBatchNorm ? ', batch norm recomputed' : ''}.`,
  budgets: (count: number) => (count === 1 ? '1 budget' : `${count} budgets`),
  columns: { networks: 'networks', error: 'error', nll: 'nll', calibrationError: 'ECE' },
  chainLoss: 'Train nll along the chain of snapshots',
  chainError: 'Test error along the chain of snapshots',
  snapshot: 'snapshot (0: the start)',
  nll: 'train nll, nats',
  between: 'along the segments',
  at: 'snapshots',
  plane: 'Snapshots in the plane of their two principal directions',
  principal: (number: number, share: string) => `direction ${number}, ${share} of the variance`,
  start: 'start',
  path: 'snapshots in order',
  away: (distance: string) => `The farthest of them is ${distance} away from this plane.`,
  both: 'Snapshots of both schedules over the landscape',
  bothHelp:
    'The plane goes through where FGE starts and the last snapshot of either schedule. Hollow marks are projections: how far from it each snapshot really is stands below.',
  bothAxes: { x: 'distance along start → last of FGE', y: 'distance towards the last of SSE' },
  bothTable: 'Snapshots in this plane',
  bothColumns: ['x', 'y', 'distance from the plane'],
  snapshotOf: (method: string, number: number) => `${method} ${number}`,
  snapshotsOf: (method: string) => `snapshots of ${method}`,
  chainEmpty: 'appears when the first repetition is done',
} as const

/** Words of the step *Ensembles*. */
export const ensemblesStepTexts = {
  title: 'Ensembles',
  summary: (budget: string) => `${budget} epochs a budget`,
  fge: ([before, epochs]: readonly [number, number], cycle: number, [high, low]: readonly [number, number]) =>
    `FGE: ${epochs} epochs after ${before}, cycles of ${cycle}, learning rate ${high} to ${low}.`,
  rest: (cycles: number, repeats: number) =>
    `Snapshot ensembles: ${cycles} cycles a budget. Repetitions: ${repeats}.`,
} as const
