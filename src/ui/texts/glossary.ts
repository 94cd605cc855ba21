/** Words around the glossary. */
export const glossaryTexts = {
  title: 'Glossary',
  close: 'close the glossary',
  search: 'Search the glossary',
  found: (count: number) => (count === 1 ? '1 term' : `${count} terms`),
  none: 'No term has this word. The documents may have it.',
  source: 'From',
  see: 'See also',
  documents: 'More in the documents',
} as const
