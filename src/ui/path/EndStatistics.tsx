import type { Choices } from '../../store/choices/choices.ts'
import type { BothSplits, ProfileResult } from '../../store/results.ts'
import { otherStatistics } from '../../store/running/runProfile.ts'
import { formatLoss } from '../texts/formatting.ts'
import { endStatisticsTexts } from '../texts/path.ts'
import { endpointNames } from '../texts/steps.ts'
import classes from './path.module.css'

interface EndStatisticsProps {
  readonly profile: ProfileResult
  readonly mode: Choices['batchNormMode']
}

/** nll of both endpoints, as `[w1, w2]` of a split. */
function readEnds({ train, test }: BothSplits, last: number) {
  return { train: [train.nll[0], train.nll[last]], test: [test.nll[0], test.nll[last]] } as const
}

/** Why t = 0 and t = 1 do not match the trained networks to the last digit: batch norm's statistics. */
export function EndStatistics({ profile, mode }: EndStatisticsProps) {
  const { otherEnds, curve } = profile
  if (!otherEnds) return null
  const shown = readEnds(curve, curve.train.nll.length - 1)
  const other = readEnds(otherEnds, 1)
  const ends = { [mode]: shown, [otherStatistics(mode)]: other } as Record<typeof mode, typeof shown>
  const { recomputed, stored } = ends
  const show = (value: number | undefined) => (value === undefined ? '…' : value.toPrecision(4))
  return (
    <>
      <table className={classes.table} aria-label={endStatisticsTexts.label}>
        <thead>
          <tr>
            {endStatisticsTexts.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {([0, 1] as const).map((end) => (
            <tr key={end}>
              <th scope="row">{endpointNames[end]}</th>
              <td>{show(recomputed.train[end])}</td>
              <td>{show(stored.train[end])}</td>
              <td>{show(recomputed.test[end])}</td>
              <td>{show(stored.test[end])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>
        {endStatisticsTexts.reason(formatLoss(Math.abs((recomputed.train[0] ?? 0) - (stored.train[0] ?? 0))))}
      </p>
    </>
  )
}
