import type { View } from '../../store/landscape/landscapeSelectors.ts'
import type { MovingPath } from '../../store/path/movingPath.ts'
import { type PathSummary, summarizePath, summarizeValues } from '../../store/path/pathSelectors.ts'
import type { ProfileResult } from '../../store/results.ts'
import { formatDistance, formatLoss } from '../texts/formatting.ts'
import { quantityLabel } from '../texts/options.ts'
import { pathTexts, seriesTexts } from '../texts/path.ts'
import { statisticNames, statisticTexts } from '../texts/statistics.ts'
import classes from './path.module.css'

interface PathTableProps {
  /** A segment may stand without a curve. */
  readonly profile: Pick<ProfileResult, 'ts' | 'segment'> & Partial<Pick<ProfileResult, 'curve'>>
  /** The curve on its way, which is told of in place of the profile's. */
  readonly moving: MovingPath | undefined
  readonly view: View
}

interface Row {
  readonly name: string
  readonly summary: PathSummary | undefined
}

/** The curve's row; without figures while they are not told. Undefined where there is no curve. */
function curveRow({ profile, moving, view }: PathTableProps): Row | undefined {
  const name = seriesTexts.curve
  if (moving) {
    const values = moving.read(view)
    return { name, summary: values && summarizeValues(moving.ts, values, moving.dl) }
  }
  return profile.curve && { name, summary: summarizePath(profile.ts, profile.curve, view) }
}

/** min, max, avg, int and barrier of curve and segment, and their lengths. */
export function PathTable(props: PathTableProps) {
  const { profile, view } = props
  const shares = view.quantity === 'error' || view.quantity === 'accuracy'
  const straight = summarizePath(profile.ts, profile.segment, view)
  const curve = curveRow(props)
  const rows = [...(curve ? [curve] : []), { name: seriesTexts.segment, summary: straight }]
  const show = (value: number) => (shares ? `${(value * 100).toFixed(1)}` : formatLoss(value))
  const bent = curve?.summary
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
          {rows.map(({ name, summary }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {statisticNames.map((column) => (
                <td key={column}>{summary ? show(summary[column]) : '…'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {bent && (
        <p className={classes.note}>
          {pathTexts.lengths(
            formatDistance(bent.length),
            formatDistance(straight.length),
            formatDistance(bent.length / straight.length),
          )}
        </p>
      )}
    </>
  )
}
