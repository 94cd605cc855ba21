import { skipText } from '../texts/help.ts'
import classes from './help.module.css'

/** The first thing that the keyboard comes to: past header and steps to the landscape. */
export function SkipLink() {
  return (
    <button
      type="button"
      className={classes.skip}
      onClick={() => document.getElementById('landscape')?.focus()}
    >
      {skipText}
    </button>
  )
}
