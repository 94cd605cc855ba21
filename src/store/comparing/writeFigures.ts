import type { Study } from '../context.ts'
import { toBlob } from '../exporting/exportRow.ts'
import { type ComparedFigure, figureUnits } from './compareFigures.ts'

/** What a unit is called in a file; shares are told as they are, from 0 to 1. */
const unitNames = { count: '', distance: '', share: 'share', nats: 'nats', ratio: '' } as const

/** The compared figures as a table, a row for each under the titles of both studies; what is not known is NaN. */
export async function writeFigures(
  { client }: Pick<Study, 'client'>,
  figures: readonly ComparedFigure[],
  {
    name,
    titles,
  }: { readonly name: `${string}.${'csv' | 'json'}`; readonly titles: readonly [string, string] },
): Promise<Blob> {
  const numbers = (pick: (figure: ComparedFigure) => number | undefined) =>
    Float64Array.from(figures, (figure) => pick(figure) ?? Number.NaN)
  const columns = [
    { name: 'figure', values: figures.map((figure) => figure.name) },
    { name: 'unit', values: figures.map((figure) => unitNames[figureUnits[figure.name]]) },
    // Numbered, so that two studies of the same name are told apart.
    { name: `1 · ${titles[0]}`, values: numbers(({ left }) => left) },
    { name: `2 · ${titles[1]}`, values: numbers(({ right }) => right) },
    { name: 'difference', values: numbers(({ difference }) => difference) },
  ]
  const file = name.endsWith('.csv')
    ? ({ kind: 'csv', columns } as const)
    : ({ kind: 'json', about: {}, columns } as const)
  return toBlob(await client.writeResults(file), name)
}
