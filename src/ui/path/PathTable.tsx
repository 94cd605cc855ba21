import type { Choices } from '../../store/choices.ts'
import { summarizePath } from '../../store/pathSelectors.ts'
import type { ProfileResult } from '../../store/results.ts'
import { formatDistance, formatLoss } from '../texts/formatting.ts'
import { quantityLabel } from '../texts/options.ts'
import { statisticNames, statisticTexts } from '../texts/statistics.ts'
import classes from './path.module.css'

interface PathTableProps {
  /** A segment may stand without a curve. */
  readonly profile: Pick<ProfileResult, 'ts' | 'segment'> & Partial<Pick<ProfileResult, 'curve'>>
  readonly view: Pick<Choices, 'split' | 'quantity' | 'evaluationDecay'>
}

/** min, max, avg, int and barrier of curve and segment, and their lengths. */
export function PathTable({ profile, view }: PathTableProps) {
  const shares = view.quantity === 'error' || view.quantity === 'accuracy'
  const { ts } = profile
  const segment = { name: 'segment', ...summarizePath(ts, profile.segment, view) }
  const curve = profile.curve && { name: 'curve', ...summarizePath(ts, profile.curve, view) }
  const rows = curve ? [curve, segment] : [segment]
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
      {curve && (
        <p className={classes.note}>
          length {formatDistance(curve.length)} against {formatDistance(segment.length)}, ratio{' '}
          {(curve.length / segment.length).toFixed(2)}
        </p>
      )}
    </>
  )
}
