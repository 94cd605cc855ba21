import type { ComparedFigure } from './compareFigures.ts'
import { figureUnits } from './compareFigures.ts'

type Titles = readonly [left: string, right: string]

/** What a unit is called in a file; shares are told as they are, from 0 to 1. */
const unitNames = { count: '', distance: '', share: 'share', nats: 'nats', ratio: '' } as const

function quote(text: string): string {
  // A cell that begins like a formula would be run by a spreadsheet.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** The compared figures as a table of comma-separated values, with a row for each; what is not known is empty. */
export function writeFiguresCsv([left, right]: Titles, figures: readonly ComparedFigure[]): string {
  const head = ['figure', 'unit', quote(left), quote(right), 'difference']
  const rows = figures.map(({ name, left: a, right: b, difference }) =>
    [name, unitNames[figureUnits[name]], a ?? '', b ?? '', difference ?? ''].map(String),
  )
  return [head, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('')
}

/** The same as JSON; what is not known or not finite is null. */
export function writeFiguresJson([left, right]: Titles, figures: readonly ComparedFigure[]): string {
  const said = figures.map(({ name, left: a, right: b, difference }) => ({
    figure: name,
    unit: unitNames[figureUnits[name]],
    left: a ?? null,
    right: b ?? null,
    difference: difference ?? null,
  }))
  return `${JSON.stringify({ left, right, figures: said }, undefined, 2)}\n`
}
