import { pathLength } from '../../core/curves/profileStatistics.ts'
import type { PublishedLayer, PublishedPath } from '../../protocol/publishedResult.ts'
import { summarizeValues } from '../../store/path/pathSelectors.ts'
import { findLayer, layerName } from '../../store/published/publishedSelectors.ts'
import pathClasses from '../path/path.module.css'
import { formatLoss } from '../texts/formatting.ts'
import { isShare, layerText, publishedTexts } from '../texts/published.ts'
import { statisticTexts } from '../texts/statistics.ts'
import classes from './published.module.css'
import type { PathGroup } from './publishedLines.ts'

const curveColumns = ['min', 'max', 'avg', 'int', 'barrier'] as const
const otherColumns = ['min', 'max', 'avg'] as const

type Column = (typeof curveColumns)[number]

const columnTexts: Readonly<Record<Column, string>> = {
  ...statisticTexts,
  avg: publishedTexts.meanOfAll,
}

/** Statistics of a path; those that need distances are NaN without them. */
function summarize({ ts, dl }: PublishedPath, values: Float64Array): Readonly<Record<Column, number>> {
  return summarizeValues([...ts], values, dl ?? new Float64Array(values.length))
}

/** min, max, avg and, of curves, int, barrier and length, from the points of each file. */
export function PublishedPathTable({
  group: { source, paths },
  layer,
}: {
  readonly group: PathGroup
  readonly layer: PublishedLayer
}) {
  const columns: readonly Column[] = source === 'curve' ? curveColumns : otherColumns
  const show = (value: number) => (isShare(layer) ? (value * 100).toFixed(1) : formatLoss(value))
  const lengths = paths.flatMap(({ name, dl }) => (dl ? [publishedTexts.length(name, pathLength(dl))] : []))
  return (
    <>
      <table className={`${pathClasses.table} ${classes.files}`}>
        <thead>
          <tr>
            <th scope="col">
              {layerText(layer)}
              {isShare(layer) && ', %'}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" title={columnTexts[column]}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {paths.map((path) => {
            const own = findLayer(path, layerName(layer))
            const summary = own && summarize(path, own.values)
            return (
              <tr key={path.name}>
                <th scope="row" title={path.name}>
                  {path.name}
                </th>
                {columns.map((column) => (
                  <td key={column}>{summary ? show(summary[column]) : '–'}</td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      {lengths.length > 0 && <p className={classes.caption}>{lengths.join(' · ')}</p>}
    </>
  )
}
