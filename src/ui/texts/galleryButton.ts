/** Words of the button that opens the gallery. */
export const galleryButtonTexts = {
  open: 'gallery',
  title: 'Gallery',
  help: 'Gallery: recorded studies, each one click to live',
} as const
