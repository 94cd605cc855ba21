import { glossary, type TermName, termNames } from '../../lessons/glossary.ts'

const plain = (text: string) => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')

/** Terms for what was typed: those whose words begin with it, then those whose words have it, then those whose text has it. */
export function searchTerms(typed: string): readonly TermName[] {
  const wanted = plain(typed.trim())
  if (wanted === '') return termNames
  const rank = (name: TermName) => {
    const { word, also = [], text } = glossary[name]
    const words = [word, ...also].map(plain)
    if (words.some((one) => one.startsWith(wanted))) return 0
    if (words.some((one) => one.includes(wanted))) return 1
    return plain(text).includes(wanted) ? 2 : 3
  }
  return termNames
    .map((name) => ({ name, place: rank(name) }))
    .filter(({ place }) => place < 3)
    .sort((a, b) => a.place - b.place)
    .map(({ name }) => name)
}
