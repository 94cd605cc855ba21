import { experimentChoices } from '../experiments/experimentChoices.ts'
import { type PagePart, partsKind } from '../link/pageParts.ts'
import { planeKinds } from '../planes/planeKinds.ts'
import {
  architectureKind,
  type BendPlace,
  type ChoiceKind,
  fileKind,
  flagKind,
  numberKind,
  numbersKind,
  optionalNumberKind,
  optionKind,
  type PlaneWindow,
  placesKind,
  windowKind,
} from './choiceKinds.ts'
import { row } from './choiceRow.ts'

const dataNames = [
  'moons',
  'circles',
  'spirals',
  'blobs',
  'xor',
  'digits',
  'iris',
  'wine',
  'breast_cancer',
  'opened',
] as const
const activations = ['relu', 'leakyrelu', 'tanh', 'sigmoid', 'gelu', 'silu'] as const
const schedules = ['official', 'cosine', 'constant'] as const
const optimizers = ['sgd', 'adam'] as const

const rate = numberKind(1e-6, 1e6)
const share = numberKind(0, 0.9999)
const decay = numberKind(0, 1)
const epochs = numberKind(1, 2000, { integer: true })
const batch = numberKind(1, 4096, { integer: true })
const copies = numberKind(0, 9, { integer: true })
const shift = numberKind(0, 16, { integer: true })
const seed = numberKind(0, 999_999, { integer: true })

/**
 * Every choice a person can make, in one table: it drives the link, the bounds of the controls, undo, and what becomes
 * stale. The initial values are the reference study of the two moons.
 */
export const choiceTable = {
  data: row('data', 'data', optionKind(dataNames), 'moons'),
  /** Which opened data, where the data are opened. */
  openedData: row('file', 'data', fileKind('data'), ''),
  size: row('n', 'data', numberKind(20, 10_000, { integer: true }), 1000),
  noise: row('noise', 'data', numberKind(0, 1), 0.2),
  classCount: row('classes', 'data', numberKind(2, 10, { integer: true }), 3),
  dataSeed: row('dataSeed', 'data', seed, 3),
  testShare: row('testShare', 'data', numberKind(0.05, 0.9), 0.3),
  standardize: row('standardize', 'data', flagKind(), false),

  network: row('net', 'network', optionKind(['mlp', 'cnn', 'custom']), 'mlp'),
  /** The network as JSON, where it is a custom one. */
  architecture: row('arch', 'network', architectureKind(), ''),
  widths: row('widths', 'network', numbersKind(1, 1024, 8), [16, 16] as readonly number[]),
  channels: row('channels', 'network', numbersKind(1, 128, 4), [8, 16] as readonly number[]),
  activation: row('act', 'network', optionKind(activations), 'relu'),
  batchNorm: row('bn', 'network', flagKind(), false),
  dropout: row('dropout', 'network', numberKind(0, 0.9), 0),
  residual: row('residual', 'network', flagKind(), false),
  initializer: row('init', 'network', optionKind(['pytorch', 'he', 'glorot']), 'pytorch'),
  backend: row('backend', 'network', optionKind(['auto', 'simd', 'webgpu', 'tf-cpu', 'tf-webgpu']), 'auto'),

  /** Endpoints from files; empty where they are trained here. */
  opened1: row('file1', 'endpoints', fileKind('weights'), ''),
  opened2: row('file2', 'endpoints', fileKind('weights'), ''),
  opened3: row('file3', 'endpoints', fileKind('weights'), ''),
  seed1: row('seed1', 'endpoints', seed, 10),
  seed2: row('seed2', 'endpoints', seed, 18),
  seed3: row('seed3', 'endpoints', seed, 11),
  optimizer: row('opt', 'endpoints', optionKind(optimizers), 'sgd'),
  learningRate: row('lr', 'endpoints', rate, 0.1),
  momentum: row('momentum', 'endpoints', share, 0.9),
  nesterov: row('nesterov', 'endpoints', flagKind(), false),
  weightDecay: row('wd', 'endpoints', decay, 1e-4),
  batchSize: row('batch', 'endpoints', batch, 128),
  epochs: row('epochs', 'endpoints', epochs, 200),
  schedule: row('schedule', 'endpoints', optionKind(schedules), 'official'),
  /** Varied copies of every training image; 0 leaves the images as they are. */
  augmentCopies: row('copies', 'endpoints', copies, 0),
  augmentShift: row('shift', 'endpoints', shift, 1),
  augmentFlip: row('flip', 'endpoints', flagKind(), false),
  moreEpochs: row('more', 'endpoints', numbersKind(1, 2000, 12), [] as readonly number[]),
  ownRecipe2: row('own2', 'endpoints', flagKind(), false),
  optimizer2: row('opt2', 'endpoints', optionKind(optimizers), 'adam'),
  learningRate2: row('lr2', 'endpoints', rate, 0.01),
  momentum2: row('momentum2', 'endpoints', share, 0.9),
  nesterov2: row('nesterov2', 'endpoints', flagKind(), false),
  weightDecay2: row('wd2', 'endpoints', decay, 1e-4),
  batchSize2: row('batch2', 'endpoints', batch, 128),
  epochs2: row('epochs2', 'endpoints', epochs, 200),
  schedule2: row('schedule2', 'endpoints', optionKind(schedules), 'official'),
  augmentCopies2: row('copies2', 'endpoints', copies, 0),
  augmentShift2: row('shift2', 'endpoints', shift, 1),
  augmentFlip2: row('flip2', 'endpoints', flagKind(), false),

  /** A curve from a file; empty where it is trained here. */
  openedCurve: row('curveFile', 'curve', fileKind('weights'), ''),
  curve: row('curve', 'curve', optionKind(['bezier', 'chain']), 'bezier'),
  bends: row('bends', 'curve', numberKind(1, 8, { integer: true }), 1),
  freeEndpoints: row('free', 'curve', flagKind(), false),
  curveSeed: row('curveSeed', 'curve', seed, 10),
  curveOptimizer: row('curveOpt', 'curve', optionKind(optimizers), 'sgd'),
  curveLearningRate: row('curveLr', 'curve', rate, 0.05),
  curveMomentum: row('curveMomentum', 'curve', share, 0.9),
  curveNesterov: row('curveNesterov', 'curve', flagKind(), false),
  curveWeightDecay: row('curveWd', 'curve', decay, 1e-4),
  curveBatchSize: row('curveBatch', 'curve', batch, 128),
  curveEpochs: row('curveEpochs', 'curve', epochs, 200),
  curveSchedule: row('curveSchedule', 'curve', optionKind(schedules), 'official'),
  /** Where the bend was put by hand before each further training of the curve. */
  restarts: row('restarts', 'curve', placesKind(12), [] as readonly BendPlace[]),
  /** Points along t at which curve and segment are evaluated. */
  points: row('points', 'curve', numberKind(2, 2001, { integer: true }), 61),

  plane: row('plane', 'landscape', optionKind(planeKinds), 'curve'),
  /** Where a plane along directions starts: an endpoint, or the curve at `planeT`. */
  planeOrigin: row('planeAt', 'landscape', optionKind(['w1', 'w2', 'curve']), 'w1'),
  planeT: row('planeT', 'landscape', numberKind(0, 1), 0.5),
  planeScaling: row('planeScaling', 'landscape', optionKind(['filter', 'layer', 'none']), 'filter'),
  planeSeed: row('planeSeed', 'landscape', seed, 1),
  /** How far the usual window reaches around the origin, in lengths of the first direction. */
  planeReach: row('planeReach', 'landscape', numberKind(0.001, 1000), 1),
  /** Whether the trainings of the endpoints are drawn in the plane. */
  trails: row('trails', 'landscape', flagKind(), false),
  /** The bend that the plane goes through, from 1; 0 lets the one farthest from the segment be chosen. */
  selectedBend: row('bend', 'landscape', numberKind(0, 8, { integer: true }), 0),
  /** Points a side. */
  resolution: row('res', 'landscape', numberKind(2, 401, { integer: true }), 21),
  /** What the usual window shows around the three points, in shares of their distances. */
  margin: row('margin', 'landscape', numberKind(0, 5), 0.2),
  window: row('window', 'landscape', windowKind(), null as PlaneWindow | null),
  batchNormMode: row('bnMode', 'landscape', optionKind(['recomputed', 'stored']), 'recomputed'),
  /** Where the bend is held by hand; empty when it is where training left it. */
  held: row('held', 'landscape', placesKind(1), [] as readonly BendPlace[]),

  ...experimentChoices,

  split: row('split', 'view', optionKind(['train', 'test']), 'train'),
  quantity: row('show', 'view', optionKind(['nll', 'loss', 'error', 'accuracy']), 'nll'),
  /** What is seen over the plane in place of the quantity: its ensembles with w1, or how often it differs from w1. */
  surface: row('surface', 'view', optionKind(['none', 'ensemble', 'calibration', 'disagreement']), 'none'),
  evaluationDecay: row('evalWd', 'view', decay, 1e-4),
  scale: row('scale', 'view', optionKind(['log', 'linear']), 'log'),
  rangeMin: row('from', 'view', optionalNumberKind(-1e9, 1e9), null as number | null),
  rangeMax: row('to', 'view', optionalNumberKind(-1e9, 1e9), null as number | null),
  palette: row('palette', 'view', optionKind(['water', 'viridis', 'greys', 'jet_r']), 'water'),
  contours: row('contours', 'view', flagKind(), true),
  /** Whether the landscape is seen as a heatmap or as a relief. */
  view: row('view', 'view', optionKind(['2d', '3d']), '2d'),
  /** Whether a changed setting of a small study redraws everything by itself. */
  live: { ...row('live', 'view', flagKind(), true), undoable: false },
  t: { ...row('t', 'view', numberKind(0, 1), 0.5), undoable: false },
  /** What is seen of the network at t, and on which path it is. */
  momentView: {
    ...row('moment', 'view', optionKind(['decision', 'flips', 'confusion', 'calibration']), 'decision'),
    undoable: false,
  },
  momentPath: { ...row('on', 'view', optionKind(['curve', 'segment']), 'curve'), undoable: false },
  /** Parts of the page that are not seen, as a teacher's link may want it. */
  hide: { ...row('hide', 'view', partsKind(), [] as readonly PagePart[]), undoable: false },
} as const

export type ChoiceName = keyof typeof choiceTable

type Widen<T> = T extends boolean ? boolean : T extends number ? number : T

/** The values of all choices; plain data, never changed in place. */
export type Choices = {
  readonly [Name in ChoiceName]: (typeof choiceTable)[Name]['kind'] extends ChoiceKind<infer T>
    ? Widen<T>
    : never
}

/** All rows, for loops over the table. */
export const choiceNames = Object.keys(choiceTable) as readonly ChoiceName[]

/** The reference study of the two moons. */
export const initialChoices = Object.fromEntries(
  choiceNames.map((name) => [name, choiceTable[name].initial]),
) as unknown as Choices
