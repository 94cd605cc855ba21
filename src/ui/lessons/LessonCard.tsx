import { Button } from '@mantine/core'
import type { Lesson } from '../../lessons/lesson.ts'
import { useStudy } from '../StudyContext.ts'
import { lessonListTexts as texts } from '../texts/lessons.ts'
import { LessonDrawing } from './LessonDrawing.tsx'
import { LessonLink } from './LessonLink.tsx'
import { beginLessonStep, resumeStep } from './lessonActions.ts'
import classes from './lessonList.module.css'
import { useProgress } from './useProgress.ts'

interface LessonCardProps {
  readonly lesson: Lesson
  readonly index: number
  readonly onClose: () => void
}

/** A lesson of the list: what it is about, how long it takes, and where one left it. */
export function LessonCard({ lesson, index, onClose }: LessonCardProps) {
  const study = useStudy()
  const { name, title, sentence, minutes, steps } = lesson
  const done = useProgress((state) => state.done[name]?.length ?? 0)
  useProgress((state) => state.seen[name])
  const resume = resumeStep(lesson)
  const begin = (step: number) => {
    onClose()
    void beginLessonStep(study, lesson, step)
  }
  const head = `${texts.number(index)} · ${texts.minutes(minutes)}`
  return (
    <li className={classes.card}>
      <LessonDrawing name={name} />
      <div className={classes.cardText}>
        <span className="quiet">{head}</span>
        <h3>{title}</h3>
        <p>{sentence}</p>
        {done > 0 && <p className={classes.progress}>{texts.done(done, steps.length)}</p>}
        <div className={classes.cardWays}>
          <Button
            variant={resume > 0 ? 'filled' : 'light'}
            aria-label={`${resume > 0 ? texts.resume(resume) : texts.begin}: ${title}`}
            onClick={() => begin(resume)}
          >
            {resume > 0 ? texts.resume(resume) : texts.begin}
          </Button>
          {resume > 0 && (
            <Button variant="subtle" aria-label={`${texts.again}: ${title}`} onClick={() => begin(0)}>
              {texts.again}
            </Button>
          )}
          <LessonLink name={name} title={title} />
        </div>
      </div>
    </li>
  )
}
