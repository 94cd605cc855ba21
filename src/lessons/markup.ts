import { isNumberName, type NumberName } from './numbers.ts'

/** A piece of a text. */
export type Token =
  | { readonly kind: 'text' | 'emphasis' | 'formula' | 'block'; readonly text: string }
  | { readonly kind: 'source'; readonly text: string }
  /** A word of the glossary, by the term that it stands for. */
  | { readonly kind: 'term'; readonly text: string; readonly term: string }
  | { readonly kind: 'number'; readonly name: NumberName }

const pattern =
  /\$\$(?<block>[^$]+)\$\$|\$(?<formula>[^$]+)\$|\{\{(?<number>[^}]+)\}\}|\[\[(?<term>[^\]|]+)(?:\|(?<shown>[^\]]+))?\]\]|\[(?<source>[^\]]+)\]|\*(?<emphasis>[^*]+)\*/g

/**
 * Reads the markup of lessons: `$tex$` and `$$tex$$` formulas, `*emphasis*`, `[[term]]` or `[[term|as written]]` words of the
 * glossary, `[paper, section 3]` sources and `{{segment.barrier}}` numbers. @throws RangeError for a number that there is not
 */
export function parseMarkup(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) tokens.push({ kind: 'text', text: text.slice(at, match.index) })
    tokens.push(toToken(match.groups ?? {}))
    at = match.index + match[0].length
  }
  if (at < text.length) tokens.push({ kind: 'text', text: text.slice(at) })
  return tokens
}

function toToken(groups: Readonly<Record<string, string | undefined>>): Token {
  const { block, formula, number, term, shown, source, emphasis = '' } = groups
  if (block !== undefined) return { kind: 'block', text: block }
  if (formula !== undefined) return { kind: 'formula', text: formula }
  if (term !== undefined) return { kind: 'term', text: shown ?? term, term }
  if (source !== undefined) return { kind: 'source', text: source }
  if (number === undefined) return { kind: 'emphasis', text: emphasis }
  if (!isNumberName(number)) throw new RangeError(`no number is called ${number}`)
  return { kind: 'number', name: number }
}
