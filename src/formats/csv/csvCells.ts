const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const commaNumber = /^[+-]?\d[\d.]*,[\d,.]*\d(?:[eE][+-]?\d+)?$/
const infinite = /^[+-]?inf(?:inity)?$/i
const missing = /^(?:|n\/?a|nan|null|none|\?)$/i

/** What a cell is on its face: `comma` is a number with a comma in it, `infinite` one that float64 cannot hold. */
export type CellKind = 'number' | 'missing' | 'comma' | 'infinite' | 'word'

/** Says what a cell is, blanks around it aside. */
export function judgeCell(cell: string): CellKind {
  const text = cell.trim()
  if (plainNumber.test(text)) return Number.isFinite(Number(text)) ? 'number' : 'infinite'
  if (missing.test(text)) return 'missing'
  if (infinite.test(text)) return 'infinite'
  return commaNumber.test(text) ? 'comma' : 'word'
}

/** The number in a cell that `judgeCell` calls a number or missing; NaN where it is missing. */
export function readNumber(cell: string): number {
  const text = cell.trim()
  return text === '' ? Number.NaN : Number(text)
}
