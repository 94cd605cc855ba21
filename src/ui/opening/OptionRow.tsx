import { type ReactNode, useId } from 'react'
import classes from './opening.module.css'

interface OptionRowProps {
  readonly label: string
  /** The control, under the id that the label names. */
  readonly children: (id: string) => ReactNode
}

/** A labelled control of the dialog. */
export function OptionRow({ label, children }: OptionRowProps) {
  const id = useId()
  return (
    <div className={classes.row}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}
