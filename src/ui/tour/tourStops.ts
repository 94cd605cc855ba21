import type { FloatingPosition } from '@mantine/core'
import { headerTexts } from '../texts/header.ts'
import { lessonsButtonTexts } from '../texts/lessonsButton.ts'
import { pathTexts } from '../texts/path.ts'
import { stepTitles } from '../texts/steps.ts'
import type { tourTexts } from '../texts/tour.ts'

interface TourStop {
  readonly name: keyof typeof tourTexts.stops
  /** What it stands beside; a stop whose thing is not to be seen is passed over. */
  readonly selector: string
  readonly position: FloatingPosition
}

/** The stops of the tour, in their order. */
export const tourStops: readonly TourStop[] = [
  { name: 'landscape', selector: '#landscape canvas', position: 'right-start' },
  { name: 'bend', selector: '#landscape [data-bend]', position: 'bottom' },
  { name: 'path', selector: `section[aria-label="${pathTexts.title}"]`, position: 'left-start' },
  { name: 'steps', selector: `section[aria-label="${stepTitles.curve}"]`, position: 'right-start' },
  { name: 'experiments', selector: '#landscape [role="tablist"]', position: 'bottom-start' },
  { name: 'open', selector: `button[aria-label="${headerTexts.openFiles}"]`, position: 'bottom-start' },
  { name: 'lessons', selector: `button[aria-label="${lessonsButtonTexts.open}"]`, position: 'bottom-start' },
]

/** The thing that a stop is about, where it is on the page and has any size. */
export function findThing({ selector }: TourStop): Element | undefined {
  return [...document.querySelectorAll(selector)].find((element) => {
    const { width, height } = element.getBoundingClientRect()
    return width > 0 && height > 0
  })
}
