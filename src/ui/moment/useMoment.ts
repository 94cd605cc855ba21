import { useMemo } from 'react'
import type { MomentPredictions } from '../../store/moment/momentValues.ts'
import { indexOfT } from '../../store/moment/momentWants.ts'
import { type Moment, selectMoment } from '../../store/moment/selectMoment.ts'
import { useStudyState } from '../StudyContext.ts'

/** What the network at t makes of the test split. */
export interface MomentView {
  readonly moment: Extract<Moment, { state: 'shown' }>
  readonly predictions: MomentPredictions
  /** Index of the shown moment in the predictions. */
  readonly index: number
  readonly classNames: readonly string[]
  readonly labels: Int32Array
  /** N×C. */
  readonly probabilities: Float32Array
  /** N classes, −1 where the network overflows; at w₁ the same. */
  readonly classes: Int32Array
  readonly classesAtStart: Int32Array
  readonly trainClasses: Int32Array | undefined
}

/**
 * The network at t as far as it is computed. While another moment is on its way the one before stays, so that nothing
 * flickers while t plays.
 */
export function useMomentView(): MomentView | undefined {
  const moment = useStudyState(selectMoment)
  const values = useStudyState((state) => state.moment)
  const names = useStudyState(({ results }) => results.data?.summary.classNames)
  return useMemo(() => {
    const { samples } = values ?? {}
    const predictions = moment.state === 'shown' ? values?.predictions[moment.source.path] : undefined
    if (moment.state === 'none' || !samples || !predictions) return undefined
    const { labels } = samples.test
    const { classCount, ts, test, testClasses, trainClasses } = predictions
    const count = labels.length
    if (testClasses.length !== ts.length * count) return undefined
    const found = indexOfT(ts, moment.t)
    const index = found < 0 ? ts.length - 1 : found
    const trainCount = samples.train?.labels.length ?? 0
    return {
      moment,
      predictions,
      index,
      classNames: Array.from({ length: classCount }, (_, i) => names?.[i] ?? String(i)),
      labels,
      probabilities: test.subarray(index * count * classCount, (index + 1) * count * classCount),
      classes: testClasses.subarray(index * count, (index + 1) * count),
      classesAtStart: testClasses.subarray(0, count),
      trainClasses: trainClasses?.subarray(index * trainCount, (index + 1) * trainCount),
    }
  }, [moment, values, names])
}

/** Name of a class; a word where the network overflows. */
export function nameOfClass(names: readonly string[], which: number, nothing: string): string {
  return which < 0 ? nothing : (names[which] ?? String(which))
}
