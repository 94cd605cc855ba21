import { type Region, trend } from './intervals.ts'
import type { MethodName, SeedResults, WidthResults } from './results.ts'
import { budgetCounts } from './setting.ts'

/** Points of a percent, nats, or a plain number. */
export type Unit = 'points' | 'nats' | 'number'

export const groupNames = ['ensembles', 'curves', 'widths', 'bends', 'objectives', 'alignment'] as const
export type GroupName = (typeof groupNames)[number]

/** Something that one number of every seed can speak for or against. */
export interface Claim {
  readonly group: GroupName
  readonly text: string
  /** What the number is. */
  readonly figure: string
  readonly unit: Unit
  /** Where its mean has to lie for the claim to hold. */
  readonly region: Region
  readonly measure: (results: SeedResults) => number
}

const rivals: readonly { readonly name: MethodName; readonly text: string }[] = [
  { name: 'sse', text: 'snapshot ensembles' },
  { name: 'independent', text: 'independent networks' },
  { name: 'single', text: 'a single network trained as long' },
]

/** Where FGE is no better than independent networks, is it as good? */
const equalEnsembles: Claim = {
  group: 'ensembles',
  text: `FGE has the test nll of independent networks to 5 % at ${budgetCounts.at(-1)} budgets`,
  figure: 'test nll of FGE / of independent networks',
  unit: 'number',
  region: { above: 0.95, below: 1.05 },
  measure: ({ ensembles: { fge, independent } }) =>
    (fge.at(-1)?.nll ?? Number.NaN) / (independent.at(-1)?.nll ?? Number.NaN),
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function listEnsembleClaims(): Claim[] {
  const pairs = rivals.flatMap((rival) => budgetCounts.map((count, index) => ({ rival, count, index })))
  // One independent network is the single one.
  const kept = pairs.filter(({ rival, count }) => count > 1 || rival.name !== 'single')
  return kept.flatMap(({ rival: { name, text }, count, index }) => {
    const place = `${count} budget${count > 1 ? 's' : ''}`
    const other = count === 1 && name === 'independent' ? 'a single network' : text
    const read = (results: SeedResults, method: MethodName) =>
      results.ensembles[method][index] ?? { error: Number.NaN, nll: Number.NaN }
    const shared = { group: 'ensembles', region: { above: 0 } } as const
    return [
      {
        ...shared,
        text: `FGE errs less than ${other} at ${place}`,
        figure: 'test error of the other − of FGE',
        unit: 'points',
        measure: (results) => 100 * (read(results, name).error - read(results, 'fge').error),
      },
      {
        ...shared,
        text: `FGE has a lower test nll than ${other} at ${place}`,
        figure: 'test nll of the other − of FGE',
        unit: 'nats',
        measure: (results) => read(results, name).nll - read(results, 'fge').nll,
      },
    ] satisfies Claim[]
  })
}

const curveBarrier = ({ curves: { curves } }: SeedResults) => mean(curves.map(({ barrier }) => barrier))

const curveClaims: readonly Claim[] = [
  {
    group: 'curves',
    text: 'The curve’s barrier is lower than the segment’s',
    figure: 'barrier of the segment − of the curve (mean of three), train nll',
    unit: 'nats',
    region: { above: 0 },
    measure: (results) => results.curves.segment.barrier - curveBarrier(results),
  },
  {
    group: 'curves',
    text: 'Less than a tenth of the barrier is left on the curve',
    figure: 'barrier of the curve / of the segment',
    unit: 'number',
    region: { below: 0.1 },
    measure: (results) => curveBarrier(results) / results.curves.segment.barrier,
  },
  {
    group: 'curves',
    text: 'Test error on the curve stays within one point of the worse end',
    figure: 'highest test error on the curve − of the worse end',
    unit: 'points',
    region: { below: 1 },
    measure: ({ curves: { curves, endError } }) =>
      100 * (mean(curves.map(({ worstError }) => worstError)) - endError),
  },
]

const trendOf = (read: (one: WidthResults) => number) => (results: SeedResults) =>
  trend(results.widths.map(read))

function dropOf(from: number, to: number, read: (one: WidthResults) => number) {
  return ({ widths }: SeedResults) => {
    const [first, last] = [from, to].map((width) => widths.find((one) => one.width === width))
    return first && last ? read(first) - read(last) : Number.NaN
  }
}

const readRatio = ({ curve }: WidthResults) => curve.lengthRatio
const readWorst = ({ curve }: WidthResults) => curve.worst
const readBarrier = ({ curve }: WidthResults) => curve.barrier

const widthClaims: readonly Claim[] = [
  {
    group: 'widths',
    text: 'The wider, the lower the worst train nll on the curve',
    figure: 'rank correlation with the width',
    unit: 'number',
    region: { below: 0 },
    measure: trendOf(readWorst),
  },
  {
    group: 'widths',
    text: 'The wider, the lower the curve’s barrier',
    figure: 'rank correlation with the width',
    unit: 'number',
    region: { below: 0 },
    measure: trendOf(readBarrier),
  },
  {
    group: 'widths',
    text: 'The wider, the nearer the curve’s length to the segment’s',
    figure: 'rank correlation of the length ratio with the width',
    unit: 'number',
    region: { below: 0 },
    measure: trendOf(readRatio),
  },
  {
    group: 'widths',
    text: 'The worst train nll on the curve still falls from width 16 to 64',
    figure: 'at 16 − at 64',
    unit: 'nats',
    region: { above: 0 },
    measure: dropOf(16, 64, readWorst),
  },
  {
    group: 'widths',
    text: 'The curve’s length ratio still falls from width 16 to 64',
    figure: 'at 16 − at 64',
    unit: 'number',
    region: { above: 0 },
    measure: dropOf(16, 64, readRatio),
  },
]

const bendClaims: readonly Claim[] = [
  {
    group: 'bends',
    text: 'Bends from different seeds lie apart by more than a quarter of the ends’ distance',
    figure: 'mean distance of two bends / distance of the ends',
    unit: 'number',
    region: { above: 0.25 },
    measure: ({ curves: { bendDistances, endsDistance } }) => mean(bendDistances) / endsDistance,
  },
  {
    group: 'bends',
    text: 'Bends from different seeds lie nearer to each other than to the segment’s middle, where they began',
    figure: 'mean distance of two bends / of a bend from the middle',
    unit: 'number',
    region: { below: 1 },
    measure: ({ curves: { bendDistances, bendOffsets } }) => mean(bendDistances) / mean(bendOffsets),
  },
  {
    group: 'bends',
    text: 'Curves from different seeds are equally good to a tenth',
    figure: 'spread of the worst train nll over three curves / its mean',
    unit: 'number',
    region: { below: 0.1 },
    measure: ({ curves: { curves } }) => {
      const worst = curves.map((curve) => curve.worst)
      return (Math.max(...worst) - Math.min(...worst)) / mean(worst)
    },
  },
]

const objectiveClaims: readonly Claim[] = [
  {
    group: 'objectives',
    text: 'Trained by (2), a curve is as good by (1) as one trained by (1), to 5 %',
    figure: 'train nll over arc length: trained by (2) / by (1)',
    unit: 'number',
    region: { above: 0.95, below: 1.05 },
    measure: ({ curves: { curves, arcLength } }) => (curves[0]?.int ?? Number.NaN) / arcLength.int,
  },
  {
    group: 'objectives',
    text: 'On a curve trained by (2) both averages are equal to 5 %',
    figure: 'train nll over t / over arc length',
    unit: 'number',
    region: { above: 0.95, below: 1.05 },
    measure: ({ curves: { curves } }) => mean(curves.map(({ avg, int }) => avg / int)),
  },
  {
    group: 'objectives',
    text: 'The two objectives move a bend apart less than another seed does',
    figure: 'distance of the bends of (1) and (2) / of two seeds',
    unit: 'number',
    region: { below: 1 },
    measure: ({ curves: { objectivesApart, bendDistances } }) => objectivesApart / mean(bendDistances),
  },
]

const alignmentClaims: readonly Claim[] = [
  {
    group: 'alignment',
    text: 'Aligning the hidden units lowers the segment’s barrier',
    figure: 'barrier before − after, train nll',
    unit: 'nats',
    region: { above: 0 },
    measure: ({ alignment: { before, after } }) => before.barrier - after.barrier,
  },
  {
    group: 'alignment',
    text: 'Once aligned, less than a tenth of the segment’s barrier is left',
    figure: 'barrier after / before',
    unit: 'number',
    region: { below: 0.1 },
    measure: ({ alignment: { before, after } }) => after.barrier / before.barrier,
  },
  {
    group: 'alignment',
    text: 'A trained curve between networks that are not aligned has a lower barrier than the aligned segment',
    figure: 'barrier of the aligned segment − of the curve',
    unit: 'nats',
    region: { above: 0 },
    measure: (results) => results.alignment.after.barrier - curveBarrier(results),
  },
]

/** Every claim, in the order of the document. */
export const claims: readonly Claim[] = [
  ...listEnsembleClaims(),
  equalEnsembles,
  ...curveClaims,
  ...widthClaims,
  ...bendClaims,
  ...objectiveClaims,
  ...alignmentClaims,
]
