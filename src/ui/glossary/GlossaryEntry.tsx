import { useEffect, useRef } from 'react'
import { glossary, type TermName } from '../../lessons/glossary.ts'
import { Formula } from '../formula/Formula.tsx'
import { docsAddress } from '../help/docsAddress.ts'
import { glossaryTexts } from '../texts/glossary.ts'
import classes from './glossary.module.css'
import { TermText } from './TermText.tsx'

interface GlossaryEntryProps {
  readonly name: TermName
  readonly isOpen: boolean
  /** Whether it was asked for from elsewhere, so that it comes into sight and takes the focus. */
  readonly isWanted: boolean
  readonly onToggle: () => void
  readonly onSee: (name: TermName) => void
}

/** A term of the glossary; its paragraph and formula unfold below it. */
export function GlossaryEntry({ name, isOpen, isWanted, onToggle, onSee }: GlossaryEntryProps) {
  const button = useRef<HTMLButtonElement>(null)
  const term = glossary[name]
  const id = `term-${name}`
  useEffect(() => {
    if (!isWanted) return
    button.current?.focus({ preventScroll: true })
    button.current?.scrollIntoView({ block: 'start' })
  }, [isWanted])
  return (
    <li className={classes.entry}>
      <h3>
        <button
          ref={button}
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={onToggle}
          // The drawer gives the focus to what is marked so once it is open.
          data-autofocus={isWanted || undefined}
        >
          {term.word}
        </button>
      </h3>
      <div id={id} className={classes.body} hidden={!isOpen}>
        {isOpen && (
          <>
            <TermText text={term.text} />
            {term.formula !== undefined && <Formula tex={term.formula} block />}
            {term.source !== undefined && (
              <p className="quiet">
                {glossaryTexts.source} {term.source}.
              </p>
            )}
            <p className={classes.see}>
              <span className="quiet">{glossaryTexts.see}</span>
              {term.see.map((other) => (
                <button key={other} type="button" onClick={() => onSee(other as TermName)}>
                  {glossary[other as TermName].word}
                </button>
              ))}
            </p>
            <a href={docsAddress(term.docs)} target="_blank" rel="noopener">
              {glossaryTexts.documents}
            </a>
          </>
        )}
      </div>
    </li>
  )
}
