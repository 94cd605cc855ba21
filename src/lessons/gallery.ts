/** A recorded study of the gallery. Its file is `studies/<name>.safetensors`, its pictures `studies/<name>-light.webp` and `-dark.webp`. */
export interface GalleryStudy {
  readonly name: string
  readonly title: string
  /** What there is to see, in a sentence. */
  readonly sentence: string
  /** The choices that it is recorded with, as the words of a link; without `numbers`. */
  readonly link: string
}

/** The recorded studies, in the order in which they are shown; the first one is that of the first paint. */
export const galleryStudies: readonly GalleryStudy[] = [
  {
    name: 'moons',
    title: 'Two moons, one bend',
    sentence: 'Two networks that tell two moons apart, and the Bezier curve of low loss between them.',
    link: '',
  },
]
