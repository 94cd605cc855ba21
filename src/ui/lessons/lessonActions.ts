import { allLessons, findLesson } from '../../lessons/allLessons.ts'
import type { Lesson, LessonStep } from '../../lessons/lesson.ts'
import type { Study } from '../../store/context.ts'
import type { ExperimentName } from '../../store/experiments/experimentNames.ts'
import {
  beginStep,
  type LessonPlace,
  type LessonStage,
  leaveLesson,
} from '../../store/teaching/lessonStudy.ts'
import { createProgress } from '../../store/teaching/progress.ts'
import { lessonsButtonTexts } from '../texts/lessonsButton.ts'

/** How far somebody came in this browser. */
export const progress = createProgress()

/** Recorded study of the first paint. */
const firstStudy = 'moons'

/** A stage with everything that a lesson need not say. */
function stageOf({ stage }: Pick<LessonStep, 'stage'>): LessonStage {
  const { recorded = firstStudy, words, continues = false, alone = '', highlight, needs = [] } = stage
  return {
    recorded,
    words,
    continues,
    alone,
    highlight,
    needs: needs.map((need) =>
      'experiment' in need ? { experiment: need.experiment as ExperimentName } : need,
    ),
  }
}

/** Begins a step of a lesson; the end of the lesson is the step after its last. */
export async function beginLessonStep(study: Study, lesson: Lesson, step: number): Promise<void> {
  progress.noteSeen(lesson.name, Math.min(step, lesson.steps.length - 1))
  const told = lesson.steps[step]
  if (told) await beginStep(study, { name: lesson.name, step }, stageOf(told))
  else study.store.setState((state) => (state.lesson ? { lesson: { ...state.lesson, step } } : {}))
}

/** Leaves the lesson; whoever goes by keyboard stands where lessons begin. */
export async function leave(study: Study): Promise<void> {
  await leaveLesson(study)
  document.querySelector<HTMLElement>(`header [aria-label="${lessonsButtonTexts.open}"]`)?.focus()
}

/** The step at which somebody goes on: where they were, or the first where they have been through. */
export function resumeStep({ name, steps }: Lesson): number {
  const { seen, done } = progress.store.getState()
  const isThrough = (done[name]?.length ?? 0) >= steps.length
  return isThrough ? 0 : Math.min(seen[name] ?? 0, steps.length - 1)
}

/** Goes on where a page stood before it was reloaded; its end is seen after the stage of its last step. */
export async function resumeLesson(study: Study, { name, step }: LessonPlace): Promise<void> {
  const lesson = findLesson(name)
  if (!lesson) return
  const last = lesson.steps.length - 1
  await beginLessonStep(study, lesson, Math.min(step, last))
  // Somebody may have gone elsewhere meanwhile.
  const now = study.store.getState().lesson
  if (step > last && now?.name === name && now.step === last) await beginLessonStep(study, lesson, step)
}

/** The lesson after another one. */
export function lessonAfter(name: string): Lesson | undefined {
  return allLessons[allLessons.findIndex((lesson) => lesson.name === name) + 1]
}

/** Does what a link asks for; a lesson that there is not is named. */
export async function beginLinkedLesson(
  study: Study,
  { lesson: name, notes }: { readonly lesson: string | undefined; readonly notes: boolean | undefined },
): Promise<void> {
  if (notes !== undefined) progress.showNotes(notes)
  if (name === undefined) return
  const lesson = findLesson(name)
  if (lesson) return beginLessonStep(study, lesson, resumeStep(lesson))
  const problems = [{ word: 'lesson', text: name.slice(0, 40), taken: '' }]
  study.store.setState({ notice: { kind: 'link-problems', problems } })
}
