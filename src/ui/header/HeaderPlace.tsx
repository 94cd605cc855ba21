import { headerTexts } from '../texts/header.ts'
import classes from './header.module.css'
import { Logo } from './Logo.tsx'

/** The header before its buttons are there. */
export function HeaderPlace() {
  return (
    <header className={classes.header}>
      <Logo />
      <h1 className={classes.brand}>{headerTexts.brand}</h1>
    </header>
  )
}
