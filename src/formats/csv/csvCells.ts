const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const commaNumber = /^[+-]?(?:\d+,\d*|,\d+)(?:[eE][+-]?\d+)?$/
const groupedNumber = /^[+-]?\d[\d.]*,[\d,.]*\d(?:[eE][+-]?\d+)?$/
const infinite = /^[+-]?inf(?:inity)?$/i
const missing = /^(?:|n\/?a|nan|null|none|\?)$/i

/**
 * What a cell is on its face: `number` one without a mark in it, `point` and `comma` with one such, `grouped` with commas in
 * other places, `infinite` one that float64 cannot hold.
 */
export type CellKind = 'number' | 'point' | 'comma' | 'grouped' | 'missing' | 'infinite' | 'word'

/** Says what a cell is, blanks around it aside. */
export function judgeCell(cell: string): CellKind {
  const text = cell.trim()
  if (plainNumber.test(text)) {
    if (!Number.isFinite(Number(text))) return 'infinite'
    return text.includes('.') ? 'point' : 'number'
  }
  if (missing.test(text)) return 'missing'
  if (infinite.test(text)) return 'infinite'
  if (commaNumber.test(text)) return Number.isFinite(readNumber(text, true)) ? 'comma' : 'infinite'
  return groupedNumber.test(text) ? 'grouped' : 'word'
}

/** The number in a cell that `judgeCell` calls one, with a point or else a decimal comma, or missing; NaN where it is missing. */
export function readNumber(cell: string, hasCommas: boolean): number {
  const text = cell.trim()
  return text === '' ? Number.NaN : Number(hasCommas ? text.replace(',', '.') : text)
}
