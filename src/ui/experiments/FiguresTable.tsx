import type { ReactNode } from 'react'
import classes from './experiments.module.css'
import { TableBox } from './TableBox.tsx'

/** A row of figures with its name. */
export interface FiguresRow {
  readonly name: string
  /** In the order of the columns; an empty text where there is no figure. */
  readonly cells: readonly string[]
}

interface FiguresTableProps {
  readonly caption: string
  /** Name of the column of names. */
  readonly corner?: string
  readonly columns: readonly string[]
  readonly rows: readonly FiguresRow[]
  /** What must be known to read it. */
  readonly children?: ReactNode
}

/** Numbers of an experiment, a name to each row. */
export function FiguresTable({ caption, corner, columns, rows, children }: FiguresTableProps) {
  return (
    <TableBox>
      <table className={`${classes.table} ${classes.figures}`}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {corner === undefined ? <td /> : <th scope="col">{corner}</th>}
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={columns[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {children && <p className="quiet">{children}</p>}
    </TableBox>
  )
}
