/** Words of the button that is there before anybody asks; the others come with the card. */
export const honestyButtonTexts = {
  open: 'What must be known of this picture',
  title: 'About this picture',
} as const
