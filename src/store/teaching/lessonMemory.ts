import type { Study } from '../context.ts'
import type { LessonPlace } from './lessonStudy.ts'

const key = 'isthmus.lesson'

/** Where a tab that is reloaded stood: a place of a lesson, or in none that is under way any more. */
export type LessonMemory = LessonPlace | 'none'

/** Where the lesson's place is kept; the tab's own memory by default. */
export type LessonStorage = Pick<Storage, 'getItem' | 'setItem'>

function tabStorage(): LessonStorage | undefined {
  try {
    return globalThis.sessionStorage
  } catch {
    return undefined
  }
}

/** Reads where this tab stood; undefined where no lesson was under way in it, and where the browser keeps nothing. */
export function readLessonMemory(storage = tabStorage()): LessonMemory | undefined {
  try {
    const text = storage?.getItem(key) ?? ''
    const [, name, step] = /^([a-z]{1,20}) (\d{1,2})$/.exec(text) ?? []
    return name === undefined ? (text === 'none' ? text : undefined) : { name, step: Number(step) }
  } catch {
    return undefined
  }
}

/** Remembers the place of the lesson that is under way, and that it was left. Returns how to stop. */
export function followLesson({ store }: Study, storage = tabStorage()): () => void {
  return store.subscribe(({ lesson }, { lesson: before }) => {
    if (lesson?.name === before?.name && lesson?.step === before?.step) return
    try {
      storage?.setItem(key, lesson ? `${lesson.name} ${lesson.step}` : 'none')
    } catch {
      // Then a reload closes the lesson.
    }
  })
}
