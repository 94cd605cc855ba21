import { findFeatureScales, gridInputs } from '../../core/data/featureScales.ts'
import { predictedClasses } from '../../core/ensembles/predictedClasses.ts'
import type { Grid } from '../../core/planes/grid.ts'
import type { PredictInputs, PredictResult } from '../../protocol/prediction.ts'
import { newJobId, type Study } from '../context.ts'
import { dataKey } from '../keys.ts'
import { finished } from '../running/jobs.ts'
import { dataSpecOf, problemOf } from '../running/requests.ts'
import type { DecisionField, MomentPredictions, MomentSamples, MomentValues } from './momentValues.ts'
import { noMomentValues } from './momentValues.ts'
import { type MomentSource, selectSampleKind } from './selectMoment.ts'
import { findSourceRows } from './sourceRows.ts'

/** Changes what is known. */
export function changeMoment(study: Study, change: (values: MomentValues) => MomentValues): void {
  study.store.setState(({ moment }) => ({ moment: change(moment ?? noMomentValues) }))
}

/** Reads labels, and the points of data with two features. */
export async function readMomentSamples(study: Study): Promise<void> {
  const state = study.store.getState()
  const key = dataKey(state.choices)
  const data = dataSpecOf(state.choices)
  const hasPoints = selectSampleKind(state) === 'points'
  const rows = hasPoints ? {} : { rows: new Int32Array() }
  const test = await study.client.readSamples({ data, split: 'test', ...rows })
  const train = hasPoints ? await study.client.readSamples({ data, split: 'train' }) : undefined
  const scales = train ? findFeatureScales(train.raw, train.inputs, 2) : []
  changeMoment(study, () => ({ ...noMomentValues, samples: { key, test, train, scales } }))
}

/** Rows whose inputs are kept: far more than are seen at once. */
const keptRows = 2000

/** Reads the inputs of some test samples. */
export async function readSampleInputs(study: Study, wanted: readonly number[]): Promise<void> {
  const { choices } = study.store.getState()
  const key = dataKey(choices)
  const { raw, rowSize } = await study.client.readSamples({
    data: dataSpecOf(choices),
    split: 'test',
    rows: Int32Array.from(wanted),
  })
  changeMoment(study, (values) => {
    const before = values.inputs?.key === key && values.inputs.rows.size < keptRows ? values.inputs.rows : []
    const read = wanted.map((row, i) => [row, raw.slice(i * rowSize, (i + 1) * rowSize)] as const)
    return { ...values, inputs: { key, rows: new Map([...before, ...read]) } }
  })
}

interface Asked {
  readonly source: MomentSource
  readonly ts: readonly number[]
  readonly signal: AbortSignal
}

/** Predicts inputs at some t of a source. @throws RunCancelled */
async function predict(study: Study, inputs: PredictInputs, asked: Asked): Promise<PredictResult> {
  const { source, ts, signal } = asked
  const { choices } = study.store.getState()
  const { basis, rows } = await findSourceRows(study, source, ts)
  const outcome = await study.client.predict(
    {
      problem: problemOf(choices),
      basis,
      coefficients: rows,
      inputs,
      // As the film's own landscapes and profiles are evaluated: its moments keep no statistics.
      batchNorm: source.frame ? 'recomputed' : choices.batchNormMode,
    },
    { signal, job: newJobId(study) },
  )
  return finished(outcome)
}

/** Predicts the samples at some t of a source. @throws RunCancelled */
export async function predictSamples(study: Study, samples: MomentSamples, asked: Asked): Promise<void> {
  const { source, ts } = asked
  const test = await predict(study, { split: 'test' }, asked)
  const train = samples.train && (await predict(study, { split: 'train' }, asked))
  const { classCount } = test
  const predictions: MomentPredictions = {
    key: source.key,
    ts,
    classCount,
    test: test.probabilities,
    testClasses: predictedClasses(test.probabilities, classCount),
    trainClasses: train && predictedClasses(train.probabilities, classCount),
    backend: test.backend,
  }
  changeMoment(study, (values) => ({
    ...values,
    predictions: { ...values.predictions, [source.path]: predictions },
  }))
}

/** Rows that are predicted at once, so that a picture can be given up on its way. */
const rowsAtOnce = 2 ** 16

/** Predicts a window of the data at some t of a source. @throws RunCancelled */
export async function predictField(
  study: Study,
  { samples, grid }: { readonly samples: MomentSamples; readonly grid: Grid },
  asked: Asked,
): Promise<DecisionField> {
  const rows = gridInputs(grid, samples.scales)
  const count = rows.length / 2
  const { source, ts } = asked
  if (ts.length > 1 || count <= rowsAtOnce) {
    const { probabilities, classCount } = await predict(study, { rows }, asked)
    return { key: source.key, ts, grid, classCount, probabilities }
  }
  const parts: Float32Array[] = []
  let classes = 0
  for (let start = 0; start < count; start += rowsAtOnce) {
    const part = rows.slice(2 * start, 2 * Math.min(count, start + rowsAtOnce))
    const { probabilities, classCount } = await predict(study, { rows: part }, asked)
    parts.push(probabilities)
    classes = classCount
  }
  const probabilities = new Float32Array(count * classes)
  parts.forEach((part, i) => {
    probabilities.set(part, i * rowsAtOnce * classes)
  })
  return { key: source.key, ts, grid, classCount: classes, probabilities }
}
