/** The way to what can be shared. */
export const shareButtonTexts = {
  open: 'share',
  help: 'Share: a link, a picture, or a frame for another page',
  part: 'Sharing',
} as const
