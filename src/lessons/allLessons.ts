import type { Lesson } from './lesson.ts'
import { bendLesson } from './lessons/bend.ts'
import { ensemblesLesson } from './lessons/ensembles.ts'
import { manyLesson } from './lessons/many.ts'
import { realLesson } from './lessons/real.ts'
import { sliceLesson } from './lessons/slice.ts'
import { wallLesson } from './lessons/wall.ts'

/** All lessons, in the order in which they are told. */
export const allLessons: readonly Lesson[] = [
  sliceLesson,
  wallLesson,
  bendLesson,
  manyLesson,
  realLesson,
  ensemblesLesson,
]

/** A lesson by its name; undefined where there is none. */
export function findLesson(name: string): Lesson | undefined {
  return allLessons.find((lesson) => lesson.name === name)
}
