import { curveTerms } from './terms/curveTerms.ts'
import { directionTerms } from './terms/directionTerms.ts'
import { ensembleTerms } from './terms/ensembleTerms.ts'
import { networkTerms } from './terms/networkTerms.ts'
import { planeTerms } from './terms/planeTerms.ts'
import { studyTerms } from './terms/studyTerms.ts'
import type { Term } from './terms/term.ts'
import { trainingTerms } from './terms/trainingTerms.ts'

const terms = {
  ...networkTerms,
  ...trainingTerms,
  ...curveTerms,
  ...planeTerms,
  ...ensembleTerms,
  ...directionTerms,
  ...studyTerms,
}

/** Name of a term, by which labels, lessons and views point to it. */
export type TermName = keyof typeof terms

/** The words of the lab, each with a paragraph and, where it has one, its formula. */
export const glossary: Readonly<Record<TermName, Term>> = terms

/** All names, in the order of the words. */
export const termNames = (Object.keys(glossary) as TermName[]).sort((a, b) =>
  glossary[a].word.localeCompare(glossary[b].word, 'en'),
)
