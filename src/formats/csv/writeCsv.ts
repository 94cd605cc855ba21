/** A column to be written; all columns of a table are equally long. */
export interface WrittenColumn {
  readonly name: string
  readonly values: Float64Array | Int32Array | readonly string[]
}

/**
 * Writes a table as CSV (RFC 4180, but with LF at the end of a line): a row of names, then the values. Numbers are written
 * so that reading them gives the same bits; NaN as `NaN`, infinities as `inf`. @throws RangeError where columns differ in length
 */
export function writeCsv(columns: readonly WrittenColumn[]): Uint8Array<ArrayBuffer> {
  const rows = columns[0]?.values.length ?? 0
  for (const { name, values } of columns) {
    if (values.length !== rows) throw new RangeError(`column ${name} has ${values.length} cells, not ${rows}`)
  }
  const lines = [columns.map(({ name }) => quote(name)).join(',')]
  for (let row = 0; row < rows; row++) {
    lines.push(columns.map(({ values }) => writeCell(values[row] as number | string)).join(','))
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

function writeCell(value: number | string): string {
  if (typeof value === 'string') return quote(value)
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value)
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'inf' : '-inf'
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
