import type { ProfileResult } from '../../store/results.ts'
import { formatLoss } from '../texts/formatting.ts'
import classes from './path.module.css'

/** Why t = 0 and t = 1 do not match the trained networks to the last digit: batch norm's statistics. */
export function EndStatistics({
  profile,
  mode,
}: {
  readonly profile: ProfileResult
  readonly mode: 'recomputed' | 'stored'
}) {
  const { storedEnds, curve } = profile
  if (!storedEnds) return null
  const last = curve.train.nll.length - 1
  const rows = [
    {
      end: 'w₁',
      shown: curve.train.nll[0],
      stored: storedEnds.train.nll[0],
      test: curve.test.nll[0],
      storedTest: storedEnds.test.nll[0],
    },
    {
      end: 'w₂',
      shown: curve.train.nll[last],
      stored: storedEnds.train.nll[1],
      test: curve.test.nll[last],
      storedTest: storedEnds.test.nll[1],
    },
  ]
  const show = (value: number | undefined) => (value === undefined ? '…' : value.toPrecision(4))
  return (
    <>
      <table className={classes.table} aria-label="batch norm statistics at the ends">
        <thead>
          <tr>
            <th scope="col">nll at</th>
            <th scope="col">train, {mode}</th>
            <th scope="col">train, stored</th>
            <th scope="col">test, {mode}</th>
            <th scope="col">test, stored</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ end, shown, stored, test, storedTest }) => (
            <tr key={end}>
              <th scope="row">{end}</th>
              <td>{show(shown)}</td>
              <td>{show(stored)}</td>
              <td>{show(test)}</td>
              <td>{show(storedTest)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>
        Training leaves running averages of batch statistics; along a path they are measured anew on the train
        split, so the ends differ a little from the networks as trained (
        {formatLoss(Math.abs((rows[0]?.shown ?? 0) - (rows[0]?.stored ?? 0)))} nats at w₁).
      </p>
    </>
  )
}
