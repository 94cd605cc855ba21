import type { ExperimentName } from '../../store/experiments/experimentNames.ts'
import { alignmentText } from './experiments/alignment.ts'
import { cheatingPathText } from './experiments/cheatingPath.ts'
import { curvatureText } from './experiments/curvature.ts'
import { objectivesText } from './experiments/objectives.ts'
import { threeModesText } from './experiments/threeModes.ts'
import { widthsText } from './experiments/widths.ts'

interface ExperimentText {
  readonly title: string
  /** One sentence: what it shows. */
  readonly shows: string
  /** One sentence: what it does not show. */
  readonly doesNot: string
  /** What its button says before and after it was run. */
  readonly run: string
  readonly again: string
  /** Its place in the documents. */
  readonly reading: string
}

/** Words of every experiment. */
export const experimentTexts: Readonly<Record<ExperimentName, ExperimentText>> = {
  race: {
    title: 'The race',
    shows:
      'Fast geometric ensembling, snapshot ensembles and independent networks that spend the same number of epochs, those before FGE included: the test error of their networks and of their ensembles.',
    doesNot:
      'It compares at the schedules chosen here; another schedule of either may do better, and differences within the deviation over seeds say nothing.',
    run: 'Run the race',
    again: 'Run again',
    reading: 'science#the-race',
  },
  alongCurve: {
    title: 'Along the curve',
    shows:
      'How soon networks on the curve are different enough from its start to make a good ensemble with it, and what an ensemble of points of the curve is worth beside independent networks.',
    doesNot: 'It takes the curve as it is; a curve trained for ensembles might serve better.',
    run: 'Compare along the curve',
    again: 'Compare again',
    reading: 'science#along-the-curve-and-over-a-plane',
  },
  overPlane: {
    title: 'Over the plane',
    shows:
      'Where in the plane a network makes a good ensemble with w₁, and where it says something else than w₁: the paper’s figure of the ensemble along the curve, in two dimensions.',
    doesNot:
      'It says nothing of networks outside the plane; ensembles of more than two are under Along the curve.',
    run: 'Compare the plane',
    again: 'Compare again',
    reading: 'science#along-the-curve-and-over-a-plane',
  },
  picked: {
    title: 'Picked networks',
    shows:
      'Networks that you pick on plane and curve: their ensemble, the network at the mean of their weights, and the best of them, side by side.',
    doesNot:
      'A few samples decide between networks that are picked close together; the test split is not larger for it.',
    run: 'Compare them',
    again: 'Compare again',
    reading: 'science#picked-networks',
  },
  manyCurves: {
    title: 'Not one path but many',
    shows:
      'Curves of low loss between the same two endpoints, each trained with a seed of its own, and how far apart their bends end.',
    doesNot:
      'It does not say how many such curves there are, nor whether the region between them is low as well.',
    run: 'Train the curves',
    again: 'Train again',
    reading: 'science#not-one-path-but-many',
  },
  cheatingPath: cheatingPathText,
  alignment: alignmentText,
  curvature: curvatureText,
  threeModes: threeModesText,
  objectives: objectivesText,
  widths: widthsText,
}

/** Words around any experiment. */
export const experimentFrameTexts = {
  choose: 'Experiment',
  settings: { more: 'Show the settings', fewer: 'Hide the settings' },
  reading: 'How it is reckoned',
  stale: 'out of date',
  notRun: 'not run',
  took: (time: string, backend: string) => `${time} on ${backend}`,
} as const

/** Words of *Not one path but many*. */
export const manyCurvesTexts = {
  profiles: 'Train nll along each curve',
  errors: 'Test error along each curve',
  curve: (seed: number) => `seed ${seed}`,
  segment: 'segment',
  distances: 'Distance between bends',
  distancesHelp:
    'In weight space, between the bends of every two curves, the darker the farther; full at the distance of the endpoints.',
  endpoints: (distance: string) => `The endpoints are ${distance} apart.`,
  empty: 'appears with the first two curves',
  t: 't',
  nll: 'train nll, nats',
  error: 'test error, %',
} as const
