import { decisionTexts } from '../texts/moment.ts'
import classes from './moment.module.css'
import { useMomentView } from './useMoment.ts'

/** Classes beyond these would fill the panel with their names. */
const namedClasses = 10

/** The colours of the classes, and what a ring means. */
export function ClassKey({ ring = decisionTexts.wrong }: { readonly ring?: string }) {
  const view = useMomentView()
  if (!view) return <span className={classes.key} />
  return (
    <ul className={classes.key}>
      {view.classNames.slice(0, namedClasses).map((name, i) => (
        <li key={name}>
          <i className={classes.dot} style={{ background: `var(--chart-class-${i % 10})` }} />
          {/^\d+$/.test(name) ? decisionTexts.className(name) : name}
        </li>
      ))}
      <li>
        <i className={classes.ring} />
        {ring}
      </li>
    </ul>
  )
}
