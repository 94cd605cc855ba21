import type { Study } from './context.ts'

/** Shows the gallery of recorded studies. */
export function showGallery({ store }: Study): void {
  store.setState({ isGalleryShown: true })
}

/** Puts the gallery away. */
export function hideGallery({ store }: Study): void {
  store.setState({ isGalleryShown: false })
}
