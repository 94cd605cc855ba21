/** Words about parts of the page that are hidden. */
export const hiddenTexts = {
  note: 'Parts of the page are hidden.',
  show: 'Show everything',
} as const
