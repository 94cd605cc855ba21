import type { ResultColumn } from '../../protocol/exporting.ts'

/** What stands in a cell; nothing is NaN among numbers and an empty text among texts. */
type Cell = number | string | undefined

/** A table with a row for each item: a column is one of texts where its first cell that is known is a text. */
export function tableOf<Item>(
  items: ArrayLike<Item>,
  cells: Readonly<Record<string, (item: Item, index: number) => Cell>>,
): ResultColumn[] {
  return Object.entries(cells).map(([name, pick]) => {
    // Loops: `from` with a function takes longer than a page can spare for a fine grid.
    const values = new Array<Cell>(items.length)
    for (let i = 0; i < items.length; i++) values[i] = pick(items[i] as Item, i)
    if (typeof values.find((value) => value !== undefined) === 'string')
      return { name, values: values.map((value) => String(value ?? '')) }
    const numbers = new Float64Array(items.length)
    for (let i = 0; i < numbers.length; i++) numbers[i] = Number(values[i] ?? Number.NaN)
    return { name, values: numbers }
  })
}
