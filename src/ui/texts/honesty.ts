import { modePairs } from '../../store/experiments/values/threeModesValue.ts'
import type { Oddity } from '../../store/honesty/findOddities.ts'
import type {
  DrawnDistance,
  PictureFacts,
  PictureName,
  UsedSamples,
  UsedStatistics,
} from '../../store/honesty/honestyFacts.ts'
import type { SeedName } from '../../store/honesty/usedSeeds.ts'
import { alignmentTexts } from './experiments/alignment.ts'
import { raceMethodTexts, raceTexts } from './experiments/race.ts'
import { threeModesTexts } from './experiments/threeModes.ts'
import { formatCount, formatDistance, formatLoss, formatPercent } from './formatting.ts'
import { markNames, trailTexts } from './planeKinds.ts'
import { endpointNames } from './steps.ts'

/** Words of what must be known of a picture. */
export const honestyTexts = {
  odd: 'Why does this look odd?',
  notOdd: 'None of the usual causes is found.',
  rows: {
    distances: 'distance from the plane',
    cells: 'cells',
    points: 'points along t',
    statistics: 'batch norm',
    regulariser: 'weight decay term',
    samples: 'samples',
    seeds: 'seeds',
    backend: 'computed by',
    recorded: 'recorded numbers',
  },
  inPlane: 'all drawn points lie in it',
  finite: 'all finite',
  notFinite: (count: number) => `${formatCount(count)} values not finite`,
  none: 'none used',
  recordedElsewhere: 'none of this picture: those that came with the study are of its losses along t',
  experiment: 'experiment',
  unknown: 'not known yet',
  decay: (value: number) => `in: ½ · ${value} · ‖w‖² is part of what is shown`,
  decayInPlane: (value: number) =>
    `in the plane: ½ · ${value} · ‖w‖² is part of what is shown there; everything else is without it`,
  noDecay: 'out: what is shown is without it, as trainings’ own charts are',
} as const

const seedNames: Partial<Record<SeedName, string>> = {
  dataSeed: 'data',
  seed1: 'w₁',
  seed2: 'w₂',
  seed3: 'w₃',
  curveSeed: 'curve',
}

/** Seeds and what each was for. */
export function seedsSentence(seeds: PictureFacts['seeds']): string {
  if (seeds.length === 0) return honestyTexts.none
  return seeds.map(({ name, value }) => `${seedNames[name] ?? honestyTexts.experiment} ${value}`).join(', ')
}

const sampleNames: Readonly<Record<NonNullable<UsedSamples['only']>, string>> = {
  chain: ' (between snapshots and over their landscape)',
  curvature: ' for the eigenvalues',
}

/** Rows of both splits, as far as they are used: `all 700 of train and 300 of test`, `50 of the 700 of train`. */
export function samplesSentence(samples: readonly UsedSamples[]): string {
  if (samples.length === 0) return honestyTexts.unknown
  const named = samples.map(({ split, used, of, only }) => {
    const share = used < of ? `${formatCount(used)} of the ${formatCount(of)}` : `all ${formatCount(of)}`
    return `${share} of ${split}${only ? sampleNames[only] : ''}`
  })
  const splits = samples.map(({ split }) => split)
  const without = splits.includes('train') ? (splits.includes('test') ? '' : 'test') : 'train'
  return `${named.join(', ')}${without && `; none of ${without}`}`
}

const modeTexts = {
  recomputed: 'recomputed over the train split at every point',
  stored: 'stored statistics, combined as the weights are',
} as const

/** What became of batch norm. */
export function statisticsSentence({ mode, but }: UsedStatistics): string {
  if (mode === 'none') return 'the network has none'
  switch (but) {
    case 'race':
      return `every network has the statistics of its own training; those of weight averages are recomputed; between snapshots: ${modeTexts[mode]}`
    case 'average':
      return `statistics: ${modeTexts[mode]}; those of the weight average recomputed`
    case 'held':
      return `statistics: ${modeTexts[mode]}, and held fixed while its curvature is measured`
    default:
      return `statistics: ${modeTexts[mode]}`
  }
}

/** A bend by its name; where several curves are drawn, by its curve as well. */
function bendName(number: number, curve: number | undefined, picture: PictureName): string {
  if (curve === undefined) return `bend ${number}`
  const [from, to] = modePairs[curve] ?? [0, 1]
  return picture === 'threeModes'
    ? `bend ${number} of ${threeModesTexts.pair(from, to)}`
    : `bend ${number} of seed ${curve}`
}

/** A snapshot by its name; in the plane that both runs share by its run as well. */
function snapshotName(number: number, run: DrawnDistance['run']): string {
  if (run !== 'fge' && run !== 'sse') return number === 0 ? 'start' : `snapshot ${number}`
  const name = number === 0 ? raceTexts.start : raceTexts.snapshotOf(raceMethodTexts[run], number)
  return `${name} over the landscape`
}

/** A drawn point by its name. */
function drawnPointName({ point, number, curve, run }: DrawnDistance, picture: PictureName): string {
  switch (point) {
    case 'endpoint':
      return endpointNames[number - 1] ?? `w${number}`
    case 'bend':
      return bendName(number, curve, picture)
    case 'snapshot':
      return snapshotName(number, run)
    case 'curve':
      return 'curve, at most'
    case 'training':
      return run === 'bend'
        ? `${bendName(number, curve, picture)} in training, at most`
        : `${trailTexts.name({ run, end: number - 1 })}, at most`
    case 'aligned':
    case 'origin':
      return markNames[point]
    case 'weights':
      return (picture === 'alignment' ? alignmentTexts.names : endpointNames)[number - 1] ?? `w${number}`
  }
}

/** How the cells came out. */
export function cellsSentence(cells: NonNullable<PictureFacts['cells']>): string {
  const { total, computed, notFinite, below, above } = cells
  const parts = [
    `${formatCount(computed)} of ${formatCount(total)} computed`,
    notFinite > 0 ? `${formatCount(notFinite)} not finite` : 'all finite',
    above > 0 ? `${formatCount(above)} above the colours, clipped` : '',
    below > 0 ? `${formatCount(below)} below them, clipped` : '',
    above + below === 0 ? 'none clipped' : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** The four numbers of a recording beside those of here. */
export function recordedSentence(recorded: NonNullable<PictureFacts['recorded']>): string {
  if (recorded === 'elsewhere') return honestyTexts.recordedElsewhere
  const { former, here } = recorded
  const places = ['curve at t = 0', 'at ½', 'at 1', 'segment at ½']
  const pairs = places.map((place, i) => {
    const [before, after] = [former[i], here[i]].map((value) => String(value ?? Number.NaN))
    return before === after ? `${place} ${before}` : `${place} ${before}, here ${after}`
  })
  return `train nll, ${pairs.join('; ')}`
}

/** A usual cause in a sentence that says what to do. */
export function odditySentence(oddity: Oddity): string {
  switch (oddity.cause) {
    case 'stale':
      return 'The settings have changed since it was made: run the step again.'
    case 'one-class':
      return 'The train split has one class alone, so every network is right and nothing is left to learn: choose other data.'
    case 'degenerate-plane':
      return 'The third point lies on the line through the other two, so the second direction is a random one and says nothing of the curve.'
    case 'curve-diverged':
      return 'The training of the curve diverged: train it again with a smaller learning rate.'
    case 'stored-statistics':
      return 'Stored batch norm statistics belong to the endpoints. Between them they fit no network, and losses look far too high: recompute them.'
    case 'diverged':
      return `The training of ${endpointNames[oddity.end]} diverged: train it again with a smaller learning rate.`
    case 'untrained':
      return `${endpointNames[oddity.end]} is hardly better than guessing: it needs more epochs, another learning rate or a larger network.`
    case 'predicts-one-class':
      return `${endpointNames[oddity.end]} is right as often as one who always says the largest class: it may have learned nothing else.`
    case 'sinking':
      return `The loss of ${endpointNames[oddity.end]} still sank by ${formatPercent(oddity.share)} over its last epochs: it has not converged, train it for longer.`
    case 'curve-sinking':
      return `The loss of the curve still sank by ${formatPercent(oddity.share)} over its last epochs: train it for longer.`
    case 'same-endpoints':
      return `w₁ and w₂ are almost the same network, ${oddity.share.toExponential(0)} of its length apart: give them other seeds.`
    case 'thin-plane':
      return `The third point is very near the line through the other two (${formatPercent(oddity.share)} of its length), so the picture is stretched upwards.`
    case 'window-wide':
      return `The window is so wide that ${formatLoss(oddity.cells)} cells lie between w₁ and w₂: zoom in or take more points.`
    case 'clipped':
      return `${formatPercent(oddity.share)} of the cells are beyond the range of colours and look alike: widen the range or zoom in.`
    case 'range-wide':
      return `The values take up ${formatPercent(oddity.share)} of the chosen range, so that they all look alike: narrow it or leave it automatic.`
    case 'not-finite':
      return `${formatPercent(oddity.share)} of the cells are not finite: networks there overflow. Zoom in on the endpoints.`
    case 'unfinished':
      return `It is not finished: ${formatPercent(oddity.share)} of its cells are computed, the others are filled from their neighbours.`
    case 'projected':
      return `The curve leaves this plane by up to ${formatPercent(oddity.share)} of ‖w₁ − w₂‖; what is drawn is its projection, and the colours under it are not its own.`
  }
}

/** Distances of drawn points, the farthest first, those in the plane together. */
export function distanceSentence(distances: readonly DrawnDistance[], picture: PictureName): string {
  const largest = Math.max(0, ...distances.map(({ distance }) => distance))
  const off = distances.filter(({ distance }) => distance > 1e-6 * (1 + largest) && distance > 1e-5)
  if (off.length === 0) return honestyTexts.inPlane
  const sorted = off.toSorted((a, b) => b.distance - a.distance)
  const named = sorted.map((one) => `${drawnPointName(one, picture)} ${formatDistance(one.distance)}`)
  const rest = distances.length - off.length
  return rest > 0 ? `${named.join(', ')}; the others lie in it` : named.join(', ')
}
