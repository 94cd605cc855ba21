import { trailTexts } from '../texts/planeKinds.ts'
import classes from './trailLegend.module.css'

interface TrailNamesProps {
  readonly names: readonly { readonly label: string; readonly color: number }[]
}

/** Names of trainings that are drawn in a plane, beside their colours. */
export function TrailNames({ names }: TrailNamesProps) {
  return (
    <ul className={classes.list} aria-label={trailTexts.list}>
      {names.map(({ label, color }) => (
        <li key={label} data-trail={color}>
          {label}
        </li>
      ))}
    </ul>
  )
}
