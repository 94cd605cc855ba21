import type { ChartTable } from './chartTable.ts'
import classes from './dataTable.module.css'
import { showCell } from './writeCells.ts'

interface DataRowsProps {
  readonly caption: string
  readonly table: ChartTable
  readonly start: number
  readonly end: number
}

/** The rows from `start` up to `end`; the table scrolls by itself, its head stays. */
export function DataRows({ caption, table, start, end }: DataRowsProps) {
  const rows = Array.from({ length: end - start }, (_, i) => start + i)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className={classes.box} tabIndex={0} aria-label={caption}>
      <table className={classes.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {table.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              {table.map(({ name, values }, column) =>
                column === 0 ? (
                  <th key={name} scope="row">
                    {showCell(values[row])}
                  </th>
                ) : (
                  <td key={name}>{showCell(values[row])}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
