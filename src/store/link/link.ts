import type { ChoiceKind } from '../choices/choiceKinds.ts'
import {
  type ChoiceName,
  type Choices,
  choiceNames,
  choiceTable,
  initialChoices,
} from '../choices/choices.ts'
import { decodeFingerprint, encodeFingerprint, type Fingerprint } from '../fingerprint.ts'

/** A word of a link that was not understood; the page names it and says what was taken instead. */
export interface LinkProblem {
  readonly word: string
  readonly text: string
  /** What stands in its place, as a link would write it; empty when the word itself is unknown. */
  readonly taken: string
}

export interface ParsedLink {
  readonly choices: Choices
  readonly problems: readonly LinkProblem[]
  /** The numbers that whoever made the link saw. */
  readonly fingerprint: Fingerprint | undefined
}

const fingerprintWord = 'numbers'

function kindOf(name: ChoiceName): ChoiceKind<unknown> {
  return choiceTable[name].kind as ChoiceKind<unknown>
}

/** Writes choices that differ from the initial ones as `word=value&…`, with the fingerprint last when there is one. */
export function formatLink(choices: Choices, fingerprint?: Fingerprint): string {
  const parameters = new URLSearchParams()
  for (const name of choiceNames) {
    const text = kindOf(name).encode(choices[name])
    if (text !== kindOf(name).encode(initialChoices[name])) parameters.set(choiceTable[name].word, text)
  }
  if (fingerprint) parameters.set(fingerprintWord, encodeFingerprint(fingerprint))
  return parameters.toString()
}

/** The choices that words of a link name, and no others; what cannot be read is left out. */
export function readWords(text: string): Partial<Choices> {
  const { choices, problems } = parseLink(text)
  const unread = new Set(problems.map(({ word }) => word))
  const words = new Set(new URLSearchParams(text).keys())
  const named = choiceNames.filter(
    (name) => words.has(choiceTable[name].word) && !unread.has(choiceTable[name].word),
  )
  return Object.fromEntries(named.map((name) => [name, choices[name]])) as Partial<Choices>
}

/** Reads a link's `word=value&…`; what cannot be read changes nothing and is listed. Never throws. */
export function parseLink(text: string): ParsedLink {
  const byWord = new Map(choiceNames.map((name) => [choiceTable[name].word as string, name]))
  const values: Record<string, unknown> = { ...initialChoices }
  const problems: LinkProblem[] = []
  let fingerprint: Fingerprint | undefined
  for (const [word, value] of new URLSearchParams(text)) {
    const name = byWord.get(word)
    if (word === fingerprintWord) {
      fingerprint = decodeFingerprint(value)
      if (!fingerprint) problems.push({ word, text: value.slice(0, 40), taken: '' })
    } else if (name === undefined) {
      problems.push({ word: word.slice(0, 40), text: value.slice(0, 40), taken: '' })
    } else {
      const decoded = kindOf(name).decode(value)
      if (decoded === undefined && name === 'hide') {
        const { known, unknown } = choiceTable.hide.kind.sort(value)
        values[name] = known
        const text = unknown.join().slice(0, 40)
        problems.push({ word, text, taken: choiceTable.hide.kind.encode(known) })
      } else if (decoded === undefined) {
        const taken = kindOf(name).encode(values[name])
        problems.push({ word, text: value.slice(0, 40), taken })
      } else values[name] = decoded
    }
  }
  return { choices: values as unknown as Choices, problems, fingerprint }
}
