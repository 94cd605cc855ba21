import type { Study } from '../store/context.ts'
import type { PageWords } from '../store/link/pageWords.ts'
import type { LessonMemory } from '../store/teaching/lessonMemory.ts'
import { setProjector } from './projector/projector.ts'

/**
 * Does what a link says of the page: begins its lesson, shows notes, and sets the page large. On a page that was reloaded the place
 * where it stood goes before the lesson of the link.
 */
export function heedPageWords(
  study: Study,
  { lesson, notes, projector }: PageWords,
  stood?: LessonMemory,
): void {
  if (projector !== undefined) setProjector(projector)
  const isUnderWay = stood !== undefined && stood !== 'none'
  if (!isUnderWay && lesson === undefined && notes === undefined) return
  void import('./lessons/lessonActions.ts').then(({ beginLinkedLesson, resumeLesson }) => {
    const linked = stood === undefined ? lesson : undefined
    void beginLinkedLesson(study, { lesson: linked, notes })
    if (isUnderWay) void resumeLesson(study, stood)
  })
}
