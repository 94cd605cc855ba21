import type { SplitName } from '../../core/data/dataset.ts'
import { axisValue } from '../../core/planes/grid.ts'
import { quantityValues } from '../../core/quantities.ts'
import type { ResultColumn } from '../../protocol/exporting.ts'
import type { EpochRecord } from '../../protocol/training.ts'
import type { Choices } from '../choices/choices.ts'
import { summarizePath } from '../path/pathSelectors.ts'
import type { BothSplits, LandscapeResult, PathValues, ProfileResult } from '../results.ts'

const splits = ['train', 'test'] as const satisfies readonly SplitName[]
const quantities = ['nll', 'loss', 'error', 'accuracy'] as const satisfies readonly Choices['quantity'][]

/** Whether a quantity is a share, which tables give in percent. */
function isShare(quantity: Choices['quantity']): boolean {
  return quantity === 'error' || quantity === 'accuracy'
}

function unitOf(quantity: Choices['quantity']): string {
  return isShare(quantity) ? 'percent' : 'nats'
}

type Norms = { readonly squaredNorms: Float64Array }

/** Every quantity of both splits, and what they follow from: how many samples were right, and ‖w‖. */
function valueColumns(values: BothSplits & Norms, weightDecay: number, prefix = ''): ResultColumn[] {
  const term = { squaredNorms: values.squaredNorms, weightDecay }
  const columns = splits.flatMap((split): ResultColumn[] => [
    ...quantities.map((quantity) => {
      const plain = quantityValues(values[split], quantity, term)
      const { nll, correct, count } = values[split]
      // As the official code divides, so that equal counts give equal bits.
      const right = (k: number) => ((correct[k] as number) * 100) / count
      const percent = nll.map((value, k) =>
        Number.isNaN(value) ? value : quantity === 'accuracy' ? right(k) : 100 - right(k),
      )
      const name = `${prefix}${split}_${quantity}_${unitOf(quantity)}`
      return { name, values: isShare(quantity) ? percent : plain }
    }),
    { name: `${prefix}${split}_correct_samples`, values: values[split].correct },
  ])
  return [...columns, { name: `${prefix}weights_norm`, values: values.squaredNorms.map(Math.sqrt) }]
}

/** Curve, segment and kept curves along t. */
export function profileColumns(
  { ts, curve, segment }: Pick<ProfileResult, 'ts' | 'curve' | 'segment'>,
  kept: readonly ProfileResult[],
  { evaluationDecay }: Pick<Choices, 'evaluationDecay'>,
): ResultColumn[] {
  const path = (prefix: string, values: PathValues) => [
    { name: `${prefix}step_distance`, values: values.dl },
    ...valueColumns(values, evaluationDecay, prefix),
  ]
  return [
    { name: 't', values: Float64Array.from(ts) },
    ...path('curve_', curve),
    ...path('segment_', segment),
    ...kept.flatMap((profile, i) => path(`kept${i + 1}_`, profile.curve)),
  ]
}

/** The cells of the plane, row by row of y. */
export function landscapeColumns(
  { frame, grid, values, squaredNorms }: LandscapeResult,
  { evaluationDecay }: Pick<Choices, 'evaluationDecay'>,
): ResultColumn[] {
  const count = grid.x.count * grid.y.count
  // A loop: `from` with a function takes longer than a page can spare for a fine grid.
  const at = (pick: (column: number, row: number) => number) => {
    const cells = new Float64Array(count)
    for (let k = 0; k < count; k++) cells[k] = pick(k % grid.x.count, Math.floor(k / grid.x.count))
    return cells
  }
  const xs = at((column) => axisValue(grid.x, column))
  const ys = at((_, row) => axisValue(grid.y, row))
  const { uLength, vLength } = frame.plane
  return [
    { name: 'x_distance', values: xs },
    { name: 'y_distance', values: ys },
    { name: 'alpha', values: xs.map((x) => x / uLength) },
    { name: 'beta', values: ys.map((y) => y / (vLength || uLength)) },
    ...valueColumns({ ...values, squaredNorms }, evaluationDecay),
  ]
}

/** Histories one below the other, an epoch a row; a figure that was not measured is NaN. */
export function trainingColumns(
  runs: readonly { readonly network: string; readonly history: readonly EpochRecord[] }[],
): ResultColumn[] {
  const rows = runs.flatMap(({ network, history }) => history.map((record) => ({ network, record })))
  const column = (name: string, pick: (record: EpochRecord) => number | undefined): ResultColumn => ({
    name,
    values: Float64Array.from(rows, ({ record }) => pick(record) ?? Number.NaN),
  })
  const percent = (share: number | undefined) => (share === undefined ? undefined : share * 100)
  return [
    { name: 'network', values: rows.map(({ network }) => network) },
    { name: 'epoch', values: Int32Array.from(rows, ({ record }) => record.epoch) },
    column('learning_rate', ({ learningRate }) => learningRate),
    column('train_nll_nats', ({ trainNll }) => trainNll),
    column('train_accuracy_percent', ({ trainAccuracy }) => percent(trainAccuracy)),
    column('test_nll_nats', ({ testNll }) => testNll),
    column('test_accuracy_percent', ({ testAccuracy }) => percent(testAccuracy)),
  ]
}

/** min, max, avg, int and barrier of every path, split and quantity, with its length. */
export function statisticsColumns(
  { ts, curve, segment }: Pick<ProfileResult, 'ts' | 'curve' | 'segment'>,
  kept: readonly ProfileResult[],
  { evaluationDecay }: Pick<Choices, 'evaluationDecay'>,
): ResultColumn[] {
  const paths = [
    { path: 'curve', ts, values: curve },
    { path: 'segment', ts, values: segment },
    ...kept.map((profile, i) => ({ path: `kept${i + 1}`, ts: profile.ts, values: profile.curve })),
  ]
  const rows = paths.flatMap(({ path, ts: at, values }) =>
    splits.flatMap((split) =>
      quantities.map((quantity) => ({
        path,
        split,
        quantity,
        factor: isShare(quantity) ? 100 : 1,
        summary: summarizePath(at, values, { split, quantity, evaluationDecay }),
      })),
    ),
  )
  const straight = rows.find(({ path }) => path === 'segment')?.summary.length ?? Number.NaN
  const texts = (name: string, values: readonly string[]) => ({ name, values })
  const numbers = (name: string, pick: (row: (typeof rows)[number]) => number) => ({
    name,
    values: Float64Array.from(rows, pick),
  })
  return [
    texts(
      'path',
      rows.map(({ path }) => path),
    ),
    texts(
      'split',
      rows.map(({ split }) => split),
    ),
    texts(
      'quantity',
      rows.map(({ quantity }) => quantity),
    ),
    texts(
      'unit',
      rows.map(({ quantity }) => unitOf(quantity)),
    ),
    ...(['min', 'max', 'avg', 'int', 'barrier'] as const).map((name) =>
      numbers(name, ({ summary, factor }) => summary[name] * factor),
    ),
    numbers('length', ({ summary }) => summary.length),
    numbers('length_over_segment', ({ summary }) => summary.length / straight),
  ]
}
