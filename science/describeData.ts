import { formatNumber, formatPoints, formatTable } from './formatNumbers.ts'
import { type MethodName, methodNames, type SeedResults } from './results.ts'
import { budgetCounts, type DataName, settings } from './setting.ts'

const methodTexts: Readonly<Record<MethodName, string>> = {
  fge: 'FGE',
  sse: 'snapshot ensembles',
  independent: 'independent networks',
  single: 'a single network',
}

function meanAndDeviation(values: readonly number[], format: (value: number) => string): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return `${format(mean)} ± ${format(Math.sqrt(squares / (values.length - 1)))}`
}

/** Test error and nll of each method at each number of budgets. */
export function tabulateEnsembles(seeds: readonly SeedResults[]): string {
  const rows = methodNames.map((method) => [
    methodTexts[method],
    ...budgetCounts.map((_, index) => {
      const scores = seeds.flatMap(({ ensembles }) => ensembles[method][index] ?? [])
      const error = meanAndDeviation(
        scores.map((score) => 100 * score.error),
        formatPoints,
      )
      return `${error} %; ${meanAndDeviation(
        scores.map(({ nll }) => nll),
        formatNumber,
      )}`
    }),
  ])
  return formatTable(['', ...budgetCounts.map((count) => `${count} budget${count > 1 ? 's' : ''}`)], rows)
}

/** Barriers and lengths for each width, and pairs in which a network learned nothing. */
export function tabulateWidths(data: DataName, seeds: readonly SeedResults[]): string {
  const { sweepWidths, classCount } = settings[data]
  const rows = sweepWidths.map((width) => {
    const pairs = seeds.flatMap(({ widths }) => widths.find((one) => one.width === width) ?? [])
    const show = (read: (pair: (typeof pairs)[number]) => number) =>
      meanAndDeviation(pairs.map(read), formatNumber)
    return [
      `${width}`,
      `${pairs[0]?.parameters ?? '–'}`,
      show(({ endNll }) => endNll),
      show(({ segment }) => segment.barrier),
      show(({ curve }) => curve.barrier),
      show(({ curve }) => curve.worst),
      show(({ curve }) => curve.lengthRatio),
      // Not much better than to guess every class alike.
      `${pairs.filter(({ endNll }) => endNll > 0.9 * Math.log(classCount)).length}`,
    ]
  })
  const head = ['width', 'parameters', 'nll of the worse end', 'barrier, segment', 'barrier, curve']
  return formatTable(
    [...head, 'worst nll, curve', 'length ratio', 'pairs with an end that learned nothing'],
    rows,
  )
}

/** Distances and barriers of the pair of the reference network. */
export function tabulateCurves(seeds: readonly SeedResults[]): string {
  const show = (read: (seed: SeedResults) => number) => meanAndDeviation(seeds.map(read), formatNumber)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return formatTable(
    ['figure', 'mean ± deviation'],
    [
      ['distance of the ends', show(({ curves }) => curves.endsDistance)],
      ['distance of the ends once aligned', show(({ alignment }) => alignment.distance.after)],
      ['distance of two bends', show(({ curves }) => mean(curves.bendDistances))],
      ['distance of a bend from the segment’s middle', show(({ curves }) => mean(curves.bendOffsets))],
      ['barrier of the segment, train nll', show(({ curves }) => curves.segment.barrier)],
      ['barrier of the aligned segment', show(({ alignment }) => alignment.after.barrier)],
      ['barrier of the curve', show(({ curves }) => mean(curves.curves.map(({ barrier }) => barrier)))],
      ['worst test error on the segment, %', show(({ curves }) => 100 * curves.segment.worstError)],
      [
        'worst test error on the aligned segment, %',
        show(({ alignment }) => 100 * alignment.after.worstError),
      ],
      [
        'worst test error on the curve, %',
        show(({ curves }) => 100 * mean(curves.curves.map(({ worstError }) => worstError))),
      ],
      ['test error of the worse end, %', show(({ curves }) => 100 * curves.endError)],
    ],
  )
}
