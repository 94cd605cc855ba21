import { DataError } from './dataError.ts'

/** A picture of the data keeps each label as a byte. */
export const mostClasses = 256

/** A class for every row, 0…k − 1, and what each class is called. */
export interface ClassLabels {
  readonly labels: Int32Array
  readonly classNames: readonly string[]
}

/** Words as classes, sorted by code units, so that the order of rows does not matter. @throws DataError for too few or too many words */
export function labelWords(words: readonly string[], place: string): ClassLabels {
  const classNames = [...new Set(words)].sort()
  checkClassCount(classNames.length, place)
  const classes = new Map(classNames.map((name, index) => [name, index]))
  return { labels: Int32Array.from(words, (word) => classes.get(word) as number), classNames }
}

/**
 * Whole numbers as classes. From 0 on and with at most as many gaps as values they stay what they are, so that a network
 * trained elsewhere still fits; others are numbered in order. @throws DataError for fractions and for too few or too many values
 */
export function labelNumbers(values: ArrayLike<number>, place: string): ClassLabels {
  const distinct = new Set<number>()
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (!Number.isSafeInteger(value)) {
      throw new DataError(place, `${value} in row ${i + 1} is no class; wanted whole numbers`)
    }
    distinct.add(value)
    if (distinct.size > mostClasses) checkClassCount(distinct.size, place)
  }
  checkClassCount(distinct.size, place)
  const sorted = [...distinct].sort((a, b) => a - b)
  const last = sorted.at(-1) as number
  const kept = sorted[0] === 0 && last + 1 <= Math.min(mostClasses, 2 * sorted.length)
  const named = kept ? Array.from({ length: last + 1 }, (_, i) => i) : sorted
  const classes = new Map(named.map((value, index) => [value, index]))
  return {
    labels: Int32Array.from(values, (value) => classes.get(value) as number),
    classNames: named.map(String),
  }
}

function checkClassCount(count: number, place: string): void {
  if (count > mostClasses) throw new DataError(place, `more than ${mostClasses} classes`)
  if (count < 2) throw new DataError(place, `${count === 1 ? 'one class' : 'no class'}, wanted at least 2`)
}
