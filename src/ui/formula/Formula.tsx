import katex from 'katex'
import 'katex/dist/katex.min.css'
import { useLayoutEffect, useRef } from 'react'
import classes from './formula.module.css'

interface FormulaProps {
  /** In TeX, as far as KaTeX knows it, without dollar signs. */
  readonly tex: string
  /** On a line of its own. */
  readonly block?: boolean
}

/**
 * A typeset formula, with MathML for who has the page read out; what KaTeX cannot read is shown as it is written. Only lazy parts
 * import it, since KaTeX is as large as the rest of the page.
 */
export function Formula({ tex, block = false }: FormulaProps) {
  const place = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    if (!place.current) return
    katex.render(tex, place.current, {
      displayMode: block,
      output: 'htmlAndMathml',
      throwOnError: false,
      trust: false,
    })
  }, [tex, block])
  // A long formula scrolls by itself, so the keyboard has to get there.
  return block ? (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <span ref={place} className={classes.block} tabIndex={0} />
  ) : (
    <span ref={place} />
  )
}
