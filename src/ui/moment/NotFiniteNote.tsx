import { formatPercent } from '../texts/formatting.ts'
import { momentTexts } from '../texts/moment.ts'
import classes from './moment.module.css'
import { useMomentView } from './useMoment.ts'

/** Says so where the network at t gives no numbers. */
export function NotFiniteNote() {
  const view = useMomentView()
  if (!view) return null
  const lost = view.classes.reduce((count, found) => count + (found < 0 ? 1 : 0), 0)
  if (lost === 0) return null
  return <p className={classes.note}>{momentTexts.notFinite(formatPercent(lost / view.classes.length))}</p>
}
