import type { View } from '../../store/landscape/landscapeSelectors.ts'
import { selectShownT } from '../../store/moment/hovering.ts'
import { type MovingPath, readMoving } from '../../store/path/movingPath.ts'
import { selectValues } from '../../store/path/pathSelectors.ts'
import type { ProfileResult } from '../../store/results.ts'
import { useStudyState } from '../StudyContext.ts'
import { formatLoss, formatPercent } from '../texts/formatting.ts'
import { figureTexts, pathTexts } from '../texts/path.ts'
import classes from './path.module.css'

interface HereFiguresProps {
  readonly profile: ProfileResult | undefined
  /** The curve on its way, which is told of in place of the profile. */
  readonly moving: MovingPath | undefined
}

const figures = [
  { name: 'trainNll', split: 'train', quantity: 'nll' },
  { name: 'testNll', split: 'test', quantity: 'nll' },
  { name: 'trainAccuracy', split: 'train', quantity: 'accuracy' },
  { name: 'testAccuracy', split: 'test', quantity: 'accuracy' },
] as const

/** One quantity at t; undefined where it is not told. */
function readAt({ profile, moving }: HereFiguresProps, t: number, view: View): number | undefined {
  if (moving) {
    const values = moving.read(view)
    return values && readMoving(moving.ts, values, t)
  }
  if (!profile) return undefined
  return selectValues(profile.curve, view)[Math.round(t * (profile.ts.length - 1))]
}

/** What the network at t comes to on both splits. */
export function HereFigures(props: HereFiguresProps) {
  const t = useStudyState(selectShownT)
  return (
    <dl className={classes.here} aria-label={pathTexts.here(t)}>
      {figures.map(({ name, split, quantity }) => {
        const value = readAt(props, t, { split, quantity, evaluationDecay: 0 })
        const format = quantity === 'accuracy' ? formatPercent : formatLoss
        return (
          <div key={name}>
            <dt className="quiet">{figureTexts[name]}</dt>
            <dd>{value === undefined ? '…' : format(value)}</dd>
          </div>
        )
      })}
    </dl>
  )
}
