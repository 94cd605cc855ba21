import { axisValue } from '../../core/planes/grid.ts'
import type { CompareValues } from '../../protocol/ensembles.ts'
import type { SplitValues } from '../../protocol/evaluation.ts'
import type { ResultColumn } from '../../protocol/exporting.ts'
import type { Choices } from '../choices/choices.ts'
import type { ExperimentName } from '../experiments/experimentNames.ts'
import type { ExperimentValues } from '../experiments/experimentValues.ts'
import { alignedWays } from '../experiments/values/alignmentValue.ts'
import type { OverPlaneValue } from '../experiments/values/overPlaneValue.ts'
import type { PickedValue } from '../experiments/values/pickedValue.ts'
import type { RaceScore } from '../experiments/values/raceValue.ts'
import { modePairs } from '../experiments/values/threeModesValue.ts'
import { wantedPart } from '../experiments/widths.ts'
import { tableOf } from './tableOf.ts'

/** A path as rows; `words` stand in every one of them. */
interface PathRows {
  readonly words: Readonly<Record<string, string | number>>
  readonly path: { readonly train: SplitValues; readonly test: SplitValues; readonly dl: Float64Array }
}

/** Percent of wrong answers; NaN where a point is not computed or its nll is no number. */
function errorPercent(correct: number, nll: number, count: number): number {
  return correct < 0 || Number.isNaN(nll) ? Number.NaN : 100 - (correct * 100) / count
}

/** Paths one below the other, a row for each t. */
function pathColumns(ts: readonly number[], paths: readonly PathRows[]): ResultColumn[] {
  const rows = paths.flatMap(({ words, path }) => ts.map((t, k) => ({ words, path, t, k })))
  type Row = (typeof rows)[number]
  const of = (split: 'train' | 'test') => ({
    [`${split}_nll_nats`]: ({ path, k }: Row) => path[split].nll[k],
    [`${split}_error_percent`]: ({ path, k }: Row) => {
      const { nll, correct, count } = path[split]
      return errorPercent(correct[k] ?? -1, nll[k] ?? Number.NaN, count)
    },
  })
  const words = Object.keys(paths[0]?.words ?? {})
  return tableOf(rows, {
    ...Object.fromEntries(words.map((word) => [word, ({ words: own }: Row) => own[word]])),
    t: ({ t }) => t,
    step_distance: ({ path, k }) => path.dl[k],
    ...of('train'),
    ...of('test'),
  })
}

function scoreCells<Row>(scoreOf: (row: Row) => RaceScore) {
  return {
    test_nll_nats: (row: Row) => scoreOf(row).nll,
    test_error_percent: (row: Row) => scoreOf(row).error * 100,
    test_calibration_error_percent: (row: Row) => scoreOf(row).calibrationError * 100,
  }
}

/** Points compared with a reference: their ensemble with it, they alone, and how often they differ from it. */
function compareCells(values: CompareValues, prefix: string) {
  const { ensembleNll, ensembleCorrect, ensembleCalibrationError, correct, differing, count } = values
  const known = (k: number, value: number | undefined) =>
    (correct[k] ?? -1) < 0 || value === undefined ? Number.NaN : value
  return {
    [`${prefix}ensemble_nll_nats`]: (_: unknown, k: number) => known(k, ensembleNll[k]),
    [`${prefix}ensemble_error_percent`]: (_: unknown, k: number) =>
      known(k, errorPercent(ensembleCorrect[k] ?? -1, ensembleNll[k] ?? Number.NaN, count)),
    [`${prefix}ensemble_calibration_error_percent`]: (_: unknown, k: number) =>
      known(k, (ensembleCalibrationError[k] ?? Number.NaN) * 100),
    [`${prefix}alone_error_percent`]: (_: unknown, k: number) => errorPercent(correct[k] ?? -1, 0, count),
    [`${prefix}differing_percent`]: (_: unknown, k: number) =>
      known(k, ((differing[k] ?? Number.NaN) * 100) / count),
  }
}

function overPlaneColumns({ grid, values }: OverPlaneValue): ResultColumn[] {
  const { count } = grid.x
  return tableOf(values.correct, {
    x_distance: (_, k) => axisValue(grid.x, k % count),
    y_distance: (_, k) => axisValue(grid.y, Math.floor(k / count)),
    ...compareCells(values, ''),
  })
}

function pickedColumns({ picks, singles, ensemble, average }: PickedValue): ResultColumn[] {
  const rows = [
    ...singles.map((score, i) => ({ network: `pick ${i + 1}`, pick: picks[i], score })),
    { network: 'ensemble', pick: undefined, score: ensemble },
    { network: 'average', pick: undefined, score: average },
  ]
  return tableOf(rows, {
    network: ({ network }) => network,
    x_distance: ({ pick }) => (pick?.on === 'plane' ? pick.x : undefined),
    y_distance: ({ pick }) => (pick?.on === 'plane' ? pick.y : undefined),
    t: ({ pick }) => (pick?.on === 'curve' ? pick.t : undefined),
    ...scoreCells(({ score }: (typeof rows)[number]) => score),
  })
}

type ColumnsOf = {
  readonly [N in ExperimentName]: (value: ExperimentValues[N], choices: Choices) => ResultColumn[]
}

/** The main table of every experiment, with split and unit in the names of its columns. */
export const experimentColumns: ColumnsOf = {
  race: ({ rows }) => {
    const runs = rows.flatMap((row) => row.scores.map((score, i) => ({ row, score, repetition: i + 1 })))
    return tableOf(runs, {
      method: ({ row }) => row.method,
      budgets: ({ row }) => row.budgets,
      networks: ({ row }) => row.networks,
      repetition: ({ repetition }) => repetition,
      ...scoreCells(({ score }: (typeof runs)[number]) => score),
    })
  },
  alongCurve: ({ ts, curve, segment }) =>
    tableOf(ts, { t: (t) => t, ...compareCells(curve, 'curve_'), ...compareCells(segment, 'segment_') }),
  overPlane: overPlaneColumns,
  picked: pickedColumns,
  manyCurves: ({ ts, curves, segment }) =>
    pathColumns(ts, [
      { words: { path: 'segment', seed: Number.NaN }, path: segment },
      ...curves.map((path) => ({ words: { path: 'curve', seed: path.seed }, path })),
    ]),
  threeModes: ({ ts, edges }) =>
    pathColumns(
      ts,
      edges.flatMap(({ segment, curve }, i) => {
        const modes = (modePairs[i] ?? []).map((mode) => `w${mode + 1}`).join(' ')
        return [
          { words: { modes, path: 'segment' }, path: segment },
          ...(curve ? [{ words: { modes, path: 'curve' }, path: curve }] : []),
        ]
      }),
    ),
  objectives: ({ ts, curves, segment }) =>
    pathColumns(ts, [
      { words: { path: 'segment' }, path: segment },
      ...curves.map((path) => ({ words: { path: path.objective }, path })),
    ]),
  widths: (value, choices) =>
    tableOf(wantedPart(value, choices).cells, {
      width: ({ width }) => width,
      bends: ({ bends }) => bends,
      seed: ({ seed }) => seed,
      parameters: ({ parameters }) => parameters,
      worst_train_nll_nats: ({ worstNll }) => worstNll,
      end_train_nll_nats: ({ endNll }) => endNll,
      train_barrier_nats: ({ barrier }) => barrier,
      segment_train_barrier_nats: ({ segmentBarrier }) => segmentBarrier,
      length_over_segment: ({ lengthRatio }) => lengthRatio,
      worst_test_error_percent: ({ worstError }) => worstError * 100,
    }),
  alignment: ({ ts, ways }) =>
    pathColumns(
      ts,
      alignedWays.flatMap((way) => {
        const path = ways[way]
        return path ? [{ words: { path: way }, path }] : []
      }),
    ),
  cheatingPath: ({ ts, train, test, dl, segment }) =>
    pathColumns(ts, [
      { words: { path: 'cheating' }, path: { train, test, dl } },
      { words: { path: 'segment' }, path: segment },
    ]),
  curvature: ({ points }) => {
    const rows = points.flatMap((point) =>
      (['largest', 'smallest'] as const).flatMap((end) =>
        point[end].map((eigenvalue, i) => ({ point, end, rank: i + 1, eigenvalue })),
      ),
    )
    return tableOf(rows, {
      t: ({ point }) => point.t,
      train_nll_nats: ({ point }) => point.nll,
      end: ({ end }) => end,
      rank: ({ rank }) => rank,
      eigenvalue: ({ eigenvalue }) => eigenvalue.value,
      residual: ({ eigenvalue }) => eigenvalue.residual,
    })
  },
}
