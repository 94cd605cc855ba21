import { UnstyledButton } from '@mantine/core'
import { glossary, type TermName } from '../../lessons/glossary.ts'
import { parseMarkup, type Token } from '../../lessons/markup.ts'
import type { NumberName } from '../../lessons/numbers.ts'
import { Formula } from '../formula/Formula.tsx'
import { useHelp } from '../help/HelpContext.ts'
import { useStudyState } from '../StudyContext.ts'
import { lessonTexts } from '../texts/lessons.ts'
import classes from './lessons.module.css'
import { writeNumber } from './readNumber.ts'

/** A number of the present results. */
export function LiveNumber({ name }: { readonly name: NumberName }) {
  const text = useStudyState((state) => writeNumber(state, name))
  return <output className={classes.live}>{text ?? lessonTexts.unknown}</output>
}

function GlossaryWord({ term, text }: { readonly term: string; readonly text: string }) {
  const help = useHelp()
  if (!help || !Object.hasOwn(glossary, term)) return <em>{text}</em>
  return (
    <UnstyledButton
      className={classes.term}
      aria-haspopup="dialog"
      onClick={() => help({ kind: 'glossary', term: term as TermName })}
    >
      {text}
    </UnstyledButton>
  )
}

function Piece({ token }: { readonly token: Token }) {
  switch (token.kind) {
    case 'text':
      return token.text
    case 'emphasis':
      return <em>{token.text}</em>
    case 'formula':
      return <Formula tex={token.text} />
    case 'block':
      return <Formula tex={token.text} block />
    case 'source':
      return <cite className={classes.cite}>[{token.text}]</cite>
    case 'term':
      return <GlossaryWord term={token.term} text={token.text} />
    case 'number':
      return <LiveNumber name={token.name} />
  }
}

/** A text in the markup of lessons, within a line. */
export function Inline({ text }: { readonly text: string }) {
  return parseMarkup(text).map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text stand still
    <Piece key={index} token={token} />
  ))
}

/** Paragraphs in the markup of lessons. */
export function Prose({ text }: { readonly text: readonly string[] }) {
  return text.map((paragraph) => (
    <p key={paragraph}>
      <Inline text={paragraph} />
    </p>
  ))
}
