import { IconMathFunction } from '@tabler/icons-react'
import type { ChoiceName } from '../../store/choices/choices.ts'
import { useHelp } from '../help/HelpContext.ts'
import { choiceTexts } from '../texts/choices.ts'
import { choiceTerms } from '../texts/choiceTerms.ts'
import { formulaText } from '../texts/help.ts'
import classes from './controls.module.css'

/** Leads from a control to its formula, where it has one. */
export function FormulaButton({ name }: { readonly name: ChoiceName }) {
  const show = useHelp()
  const term = choiceTerms[name]
  if (term === null || !show) return null
  return (
    <button
      type="button"
      className={classes.formula}
      aria-label={formulaText(choiceTexts[name].label)}
      onClick={() => show({ kind: 'glossary', term })}
    >
      <IconMathFunction size={12} aria-hidden />
    </button>
  )
}
