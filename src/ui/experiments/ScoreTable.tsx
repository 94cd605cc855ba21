import type { RaceScore } from '../../store/experiments/values/raceValue.ts'
import { alongCurveTexts } from '../texts/experiments/alongCurve.ts'
import classes from './experiments.module.css'
import { scoreColumns } from './scoreColumns.ts'
import { TableBox } from './TableBox.tsx'

interface ScoreTableProps {
  readonly caption: string
  readonly help: string
  readonly rows: readonly { readonly name: string; readonly score: RaceScore | undefined }[]
}

/** Networks and ensembles one below the other: error, nll and calibration. */
export function ScoreTable({ caption, help, rows }: ScoreTableProps) {
  return (
    <TableBox>
      <table className={classes.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td />
            {scoreColumns.map(({ name }) => (
              <th key={name} scope="col">
                {alongCurveTexts.columns[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, score }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {scoreColumns.map((column) => (
                <td key={column.name}>{score ? column.write(score[column.name]) : '…'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{help}</p>
    </TableBox>
  )
}
