import { useMemo } from 'react'
import { flipTexts } from '../texts/moment.ts'
import { nameOfClass, useMomentView } from './useMoment.ts'

/** What a test sample is taken for from w₁ to w₂, in words; as far as t is computed, and empty without a sample. */
export function useSampleCourse(row: number | undefined): string {
  const view = useMomentView()
  return useMemo(() => {
    if (!view || row === undefined) return ''
    const { predictions, labels, classNames } = view
    const name = (which: number) => nameOfClass(classNames, which, flipTexts.notANumber)
    const along = predictions.ts.map((_, k) => predictions.testClasses[k * labels.length + row] ?? -1)
    const label = name(labels[row] ?? -1)
    if (along.length <= 2) {
      const here = along[view.index] ?? -1
      return flipTexts.course(row, label, flipTexts.taken(name(along[0] ?? -1), name(here)))
    }
    return flipTexts.course(row, label, describeStretches(along, predictions.ts, name))
  }, [view, row])
}

/** Stretches that are told; a sample on the boundary may flip at every t. */
const mostStretches = 4

function describeStretches(
  along: readonly number[],
  ts: readonly number[],
  name: (which: number) => string,
): string {
  const ends = along.flatMap((which, k) => (k + 1 === along.length || along[k + 1] !== which ? [k] : []))
  if (ends.length === 1) return flipTexts.always(name(along[0] ?? -1))
  const told = ends
    .slice(0, mostStretches)
    .map((k) => flipTexts.stretch(name(along[k] ?? -1), (ts[k] ?? 1).toFixed(2), k + 1 === along.length))
  const left = ends.length - told.length
  return [...told, ...(left > 0 ? [flipTexts.moreFlips(left)] : [])].join(', ')
}
