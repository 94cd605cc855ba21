import { mostClasses } from './classLabels.ts'
import type { TableColumn } from './tableColumn.ts'

const labelName = /^(?:label|labels|class|classes|target|targets|species|category|y)$/i
const splitName = /^(?:split|set|subset|partition|fold)$/i
const trainWord = /^train(?:ing)?$/i
const testWord = /^(?:test(?:ing)?|val(?:id(?:ation)?)?|dev(?:elopment)?)$/i
const fewValues = 20

/**
 * Guesses which column holds the classes: one by a usual name, else the last column of words that repeat, else the last column
 * with at most 20 whole numbers. Undefined where none could.
 */
export function guessLabelColumn(columns: readonly TableColumn[]): string | undefined {
  const split = guessSplitColumn(columns)
  const candidates = columns.filter(({ name }) => name !== split).reverse()
  const guess =
    candidates.find((column) => labelName.test(column.name) && couldBeClasses(column)) ??
    candidates.find((column) => column.type === 'text' && repeats(column)) ??
    candidates.find((column) => column.type === 'number' && hasFewIntegers(column.values))
  return guess?.name
}

/** The first column that holds only words for train and for test, one by a usual name before others. */
export function guessSplitColumn(columns: readonly TableColumn[]): string | undefined {
  const candidates = columns.filter((column) => guessTestValues(listSplitValues(column) ?? []) !== undefined)
  return (candidates.find(({ name }) => splitName.test(name)) ?? candidates[0])?.name
}

/** Which split a word means, in any case; rows held out for validation are test, so that none of them is trained on. */
export function sideOf(word: string): 'train' | 'test' | undefined {
  if (trainWord.test(word)) return 'train'
  return testWord.test(word) ? 'test' : undefined
}

/** Those of a column's values that mean test; undefined where one means no split, or all mean the same. */
export function guessTestValues(values: readonly string[]): readonly string[] | undefined {
  const sides = new Set(values.map(sideOf))
  if (sides.size !== 2 || sides.has(undefined)) return undefined
  return values.filter((value) => sideOf(value) === 'test')
}

/** The values of a column that could say which rows are test, in order; undefined where they are not two to twenty. */
export function listSplitValues({ type, values }: TableColumn): readonly string[] | undefined {
  const distinct = new Set<string | number>()
  for (const value of values) {
    if (value !== '' && !Number.isNaN(value)) distinct.add(value)
    if (distinct.size > fewValues) return undefined
  }
  if (distinct.size < 2) return undefined
  const sorted = type === 'text' ? [...distinct].sort() : [...distinct].sort((a, b) => Number(a) - Number(b))
  return sorted.map(String)
}

/** Whether the values are classes by their kind: a coordinate may well be called y. */
function couldBeClasses(column: TableColumn): boolean {
  if (countValues(column) > mostClasses) return false
  return (
    column.type === 'text' ||
    column.values.every((value) => Number.isNaN(value) || Number.isSafeInteger(value))
  )
}

/** Counts distinct values, at most one beyond the number of classes that are read. */
function countValues({ values }: TableColumn): number {
  const distinct = new Set<string | number>()
  for (const value of values) {
    distinct.add(value)
    if (distinct.size > mostClasses) break
  }
  return distinct.size
}

/** Whether a class has two rows on average: names and notes seldom do. */
function repeats(column: TableColumn): boolean {
  const count = countValues(column)
  return count >= 2 && count <= mostClasses && 2 * count <= column.values.length
}

function hasFewIntegers(values: Float64Array): boolean {
  const distinct = new Set<number>()
  for (const value of values) {
    if (Number.isNaN(value)) continue
    if (!Number.isSafeInteger(value)) return false
    distinct.add(value)
    if (distinct.size > fewValues) return false
  }
  return distinct.size >= 2
}
