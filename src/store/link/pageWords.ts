/** What a link says of the page and not of the study: it is read once and stands in no study. */
export interface PageWords {
  /** The lesson to begin with. */
  readonly lesson?: string
  /** Whether notes for the teacher are seen. */
  readonly notes?: boolean
  /** Whether the page is shown large, for a projector. */
  readonly projector?: boolean
}

const flags = ['notes', 'projector'] as const
const pageWords: readonly string[] = ['lesson', ...flags]

/** Parts a link into what it says of the page and the link of the study that is left. */
export function takePageWords(link: string): { readonly words: PageWords; readonly study: string } {
  const parameters = new URLSearchParams(link)
  const lesson = parameters.get('lesson')
  const told = flags.flatMap((word) => {
    const value = parameters.get(word)
    return value === '1' || value === '0' ? [[word, value === '1']] : []
  })
  if (!pageWords.some((word) => parameters.has(word))) return { words: {}, study: link }
  for (const word of pageWords) parameters.delete(word)
  return {
    words: { ...(lesson !== null && { lesson }), ...Object.fromEntries(told) },
    study: parameters.toString(),
  }
}
