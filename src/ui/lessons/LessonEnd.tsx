import { Button, Tooltip } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Lesson } from '../../lessons/lesson.ts'
import { keepLessonStudy } from '../../store/teaching/lessonStudy.ts'
import { useStudy } from '../StudyContext.ts'
import { lessonTexts } from '../texts/lessons.ts'
import { beginLessonStep, leave, lessonAfter } from './lessonActions.ts'
import classes from './lessons.module.css'
import { Prose } from './Prose.tsx'

/** What to take home from a lesson, and where to go from it. */
export function LessonEnd({ lesson }: { readonly lesson: Lesson }) {
  const study = useStudy()
  const next = lessonAfter(lesson.name)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <div className={classes.body}>
      <h2 ref={heading} tabIndex={-1}>
        {lessonTexts.end}
      </h2>
      <Prose text={lesson.end} />
      <div className={classes.ways}>
        {next && (
          <Button onClick={() => void beginLessonStep(study, next, 0)}>
            {lessonTexts.nextLesson(next.title)}
          </Button>
        )}
        <Tooltip label={lessonTexts.leaveHelp}>
          <Button variant="default" onClick={() => void leave(study)}>
            {lessonTexts.leave}
          </Button>
        </Tooltip>
        <Tooltip label={lessonTexts.keepHelp}>
          <Button variant="subtle" onClick={() => keepLessonStudy(study)}>
            {lessonTexts.keep}
          </Button>
        </Tooltip>
        <Button variant="subtle" onClick={() => void beginLessonStep(study, lesson, lesson.steps.length - 1)}>
          {lessonTexts.back}
        </Button>
      </div>
    </div>
  )
}
