import { createContext, use } from 'react'
import type { TermName } from '../../lessons/glossary.ts'

/** What help there is to be shown; the glossary opens at a term where one is named. */
export type HelpView =
  | { readonly kind: 'glossary'; readonly term?: TermName }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'about' }
  | { readonly kind: 'tour' }

/** Shows help; the focus comes back to what it was asked from, or to the element that is named in place of that. */
export type ShowHelp = (view: HelpView, from?: HTMLElement | null) => void

/** A page without help, such as an embedded one, has none to show. */
export const HelpContext = createContext<ShowHelp | undefined>(undefined)

/** Shows a kind of help, or undefined where the page has none. */
export function useHelp(): ShowHelp | undefined {
  return use(HelpContext)
}
