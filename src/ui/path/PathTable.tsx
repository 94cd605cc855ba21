import type { Choices } from '../../store/choices.ts'
import { summarizePath } from '../../store/pathSelectors.ts'
import type { ProfileResult } from '../../store/results.ts'
import { formatDistance, formatLoss } from '../texts/formatting.ts'
import { quantityLabel } from '../texts/options.ts'
import { statisticNames, statisticTexts } from '../texts/statistics.ts'
import classes from './path.module.css'

interface PathTableProps {
  readonly profile: ProfileResult
  readonly view: Pick<Choices, 'split' | 'quantity' | 'evaluationDecay'>
}

/** min, max, avg, int and barrier of curve and segment, and their lengths. */
export function PathTable({ profile, view }: PathTableProps) {
  const shares = view.quantity === 'error' || view.quantity === 'accuracy'
  const rows = (['curve', 'segment'] as const).map((name) => ({
    name,
    ...summarizePath(profile.ts, profile[name], view),
  }))
  const [curve, segment] = rows
  const show = (value: number) => (shares ? `${(value * 100).toFixed(1)}` : formatLoss(value))
  return (
    <>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">
              {quantityLabel(view)}
              {shares && ', %'}
            </th>
            {statisticNames.map((column) => (
              <th key={column} scope="col" title={statisticTexts[column]}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              {statisticNames.map((column) => (
                <td key={column}>{show(row[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {curve && segment && (
        <p className={classes.note}>
          length {formatDistance(curve.length)} against {formatDistance(segment.length)}, ratio{' '}
          {(curve.length / segment.length).toFixed(2)}
        </p>
      )}
    </>
  )
}
