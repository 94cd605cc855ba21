import { flagKind, numberKind, numbersKind, optionKind } from '../choices/choiceKinds.ts'
import { row } from '../choices/choiceRow.ts'
import { mostPicks, type Pick, picksKind } from '../landscape/pickKind.ts'
import { experimentNames } from './experimentNames.ts'

const seed = numberKind(0, 999_999, { integer: true })
const rate = numberKind(1e-6, 1e6)

/** Settings of the experiments, and what the middle of the page shows. */
export const experimentChoices = {
  stage: {
    ...row('stage', 'view', optionKind(['landscape', ...experimentNames] as const), 'landscape'),
    undoable: false,
  },
  /** Fast geometric ensembling: its triangles, and where they start. */
  raceVariant: row('fgeRule', 'experiment', optionKind(['paper', 'code']), 'code'),
  raceAlpha1: row('fgeHigh', 'experiment', rate, 0.05),
  raceAlpha2: row('fgeLow', 'experiment', rate, 0.01),
  raceCycle: row('fgeCycle', 'experiment', numberKind(1, 1000, { integer: true }), 2),
  raceStart: row('fgeStart', 'experiment', optionKind(['endpoint', 'schedule']), 'endpoint'),
  raceShare: row('fgeShare', 'experiment', numberKind(0.01, 0.99), 0.8),
  raceEpochs: row('fgeEpochs', 'experiment', numberKind(1, 2000, { integer: true }), 40),
  /** Snapshot ensembles at the same budget. */
  raceAlpha0: row('sseRate', 'experiment', rate, 0.1),
  raceCycles: row('sseCycles', 'experiment', numberKind(1, 50, { integer: true }), 5),
  raceRepeats: row('repeats', 'experiment', numberKind(1, 20, { integer: true }), 3),
  raceSeed: row('raceSeed', 'experiment', seed, 200),
  /** Points of the curve in an ensemble, and independent networks beside them. */
  alongCount: row('along', 'experiment', numberKind(2, 50, { integer: true }), 5),
  alongSeed: row('alongSeed', 'experiment', seed, 400),
  /** Networks that were picked by hand for an ensemble. */
  picks: row('picks', 'experiment', picksKind(mostPicks), [] as readonly Pick[]),
  /** Curves between the same endpoints, and the seed of the first of them; the others follow it. */
  manyCount: row('many', 'experiment', numberKind(2, 12, { integer: true }), 4),
  manySeed: row('manySeed', 'experiment', seed, 100),
  /** Widths of the first hidden layer, numbers of bends, and pairs of networks for each; the seed of the first network. */
  sweepWidths: row('sweepWidths', 'experiment', numbersKind(1, 1024, 12), [
    2, 4, 8, 16, 32, 64,
  ] as readonly number[]),
  sweepBends: row('sweepBends', 'experiment', numbersKind(1, 8, 4), [1] as readonly number[]),
  sweepRepeats: row('sweepRepeats', 'experiment', numberKind(1, 20, { integer: true }), 3),
  sweepSeed: row('sweepSeed', 'experiment', seed, 500),
  /** Curves between every two of three modes, and points a side of the plane through them. */
  modesSeed: row('modesSeed', 'experiment', seed, 300),
  modesResolution: row('modesRes', 'experiment', numberKind(2, 161, { integer: true }), 31),
  /** Permutation alignment: whether curves are trained to both networks, and points a side of its plane. */
  alignCurves: row('alignCurves', 'experiment', flagKind(), true),
  alignResolution: row('alignRes', 'experiment', numberKind(5, 101, { integer: true }), 21),
  /** Where eigenvalues of the Hessian are found, how many and how well. */
  hessianPlace: row(
    'hessianAt',
    'experiment',
    optionKind(['curve', 'segment', 'curveAt', 'segmentAt', 'plane']),
    'curve',
  ),
  hessianPoints: row('hessianPoints', 'experiment', numberKind(2, 61, { integer: true }), 5),
  hessianT: row('hessianT', 'experiment', numberKind(0, 1), 0.5),
  hessianX: row('hessianX', 'experiment', numberKind(-1e6, 1e6), 0),
  hessianY: row('hessianY', 'experiment', numberKind(-1e6, 1e6), 0),
  hessianLargest: row('hessianTop', 'experiment', numberKind(1, 20, { integer: true }), 5),
  hessianSmallest: row('hessianLow', 'experiment', numberKind(0, 20, { integer: true }), 1),
  hessianSamples: row('hessianRows', 'experiment', numberKind(0, 1_000_000, { integer: true }), 0),
  hessianTolerance: row('hessianTol', 'experiment', numberKind(1e-7, 0.1), 1e-3),
  hessianProducts: row('hessianProducts', 'experiment', numberKind(1, 1000, { integer: true }), 100),
  hessianSeed: row('hessianSeed', 'experiment', seed, 1),
} as const
