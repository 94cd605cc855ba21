import { quantityValues } from '../../core/quantities.ts'
import type { SplitValues } from '../../protocol/evaluation.ts'
import type { ProfileResult } from '../../store/results.ts'
import { formatLoss, formatPercent } from '../texts/formatting.ts'
import classes from './path.module.css'

/** What the network at t comes to on both splits. */
export function HereFigures({ profile, t }: { readonly profile: ProfileResult; readonly t: number }) {
  const index = Math.round(t * (profile.ts.length - 1))
  const { train, test } = profile.curve
  const accuracy = (values: SplitValues) => quantityValues(values, 'accuracy')[index] ?? Number.NaN
  const figures = [
    { name: 'train nll', text: formatLoss(train.nll[index] ?? Number.NaN) },
    { name: 'test nll', text: formatLoss(test.nll[index] ?? Number.NaN) },
    { name: 'train accuracy', text: formatPercent(accuracy(train)) },
    { name: 'test accuracy', text: formatPercent(accuracy(test)) },
  ]
  return (
    <dl className={classes.here} aria-label={`the network at t = ${t.toFixed(2)}`}>
      {figures.map(({ name, text }) => (
        <div key={name}>
          <dt className="quiet">{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
