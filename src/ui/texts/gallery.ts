import { formatCount } from './formatting.ts'

/** Words of the gallery. */
export const galleryTexts = {
  title: 'Gallery',
  close: 'close the gallery',
  lead: 'Recorded studies, each with its networks, seeds and numbers. An opened one is live: every setting can be changed, the bend can be dragged, and what was open before is one undo away.',
  studies: 'recorded studies',
  open: 'Open',
  openStudy: (title: string) => `open ${title}`,
  size: (parameters: number) => `${formatCount(parameters)} parameters`,
  pairs: 'Two side by side',
  pairsHelp: 'Both in the same quantity, colours and scales, with one t.',
  compare: 'Compare',
  comparePair: (title: string) => `compare ${title}`,
  compareOpen: 'Compare the open study …',
} as const
