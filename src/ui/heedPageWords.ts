import type { Study } from '../store/context.ts'
import type { PageWords } from '../store/link/pageWords.ts'
import { setProjector } from './projector/projector.ts'

/** Does what a link says of the page: begins its lesson, shows notes, and sets the page large. */
export function heedPageWords(study: Study, { lesson, notes, projector }: PageWords): void {
  if (projector !== undefined) setProjector(projector)
  if (lesson === undefined && notes === undefined) return
  void import('./lessons/lessonActions.ts').then(({ beginLinkedLesson }) =>
    beginLinkedLesson(study, { lesson, notes }),
  )
}
