import { ActionIcon, Button, Loader, Tooltip } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconRestore, IconSchool, IconX } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { findLesson } from '../../lessons/allLessons.ts'
import type { Lesson } from '../../lessons/lesson.ts'
import { returnToStage } from '../../store/teaching/lessonStudy.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { lessonTexts } from '../texts/lessons.ts'
import { LessonEnd } from './LessonEnd.tsx'
import { beginLessonStep, leave, progress } from './lessonActions.ts'
import classes from './lessons.module.css'
import { Inline, Prose } from './Prose.tsx'
import { TaskBox } from './TaskBox.tsx'
import { useProgress } from './useProgress.ts'

const noSteps: readonly number[] = []

/** Dots that lead to every step. */
function StepDots({ lesson, step }: { readonly lesson: Lesson; readonly step: number }) {
  const study = useStudy()
  const done = useProgress((state) => state.done[lesson.name] ?? noSteps)
  return (
    <nav className={classes.dots} aria-label={lessonTexts.steps}>
      {lesson.steps.map(({ title }, index) => (
        <button
          key={title}
          type="button"
          title={title}
          data-done={done.includes(index) || undefined}
          aria-current={index === step ? 'step' : undefined}
          aria-label={lessonTexts.stepName(index, title, done.includes(index))}
          onClick={() => void beginLessonStep(study, lesson, index)}
        />
      ))}
    </nav>
  )
}

/** Says what keeps a stage from being there. */
function Setting({ lesson, step }: { readonly lesson: Lesson; readonly step: number }) {
  const study = useStudy()
  const failure = useStudyState((state) => state.lesson?.failure)
  if (failure === undefined) {
    return (
      <p className={classes.preparing} role="status">
        <Loader size={14} /> {lessonTexts.preparing}
      </p>
    )
  }
  return (
    <div role="alert">
      <p>{lessonTexts.failed(failure)}</p>
      <Button onClick={() => void beginLessonStep(study, lesson, step)}>{lessonTexts.retry}</Button>
    </div>
  )
}

interface StepViewProps {
  readonly lesson: Lesson
  readonly index: number
}

/** One step: what to know, what to do, and then what was to be seen. */
function StepView({ lesson, index }: StepViewProps) {
  const study = useStudy()
  const isPrepared = useStudyState((state) => state.lesson?.prepared !== undefined)
  const notes = useProgress((state) => state.notes)
  const [isDone, setDone] = useState(false)
  const finish = useCallback(() => {
    setDone(true)
    progress.noteDone(lesson.name, index)
  }, [lesson.name, index])
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const step = lesson.steps[index]
  if (!step) return null
  const go = (to: number) => void beginLessonStep(study, lesson, to)
  const isLast = index === lesson.steps.length - 1
  return (
    <>
      <div className={classes.body}>
        <h2 ref={heading} tabIndex={-1}>
          {step.title}
        </h2>
        <Prose text={step.text} />
        {isPrepared ? (
          <TaskBox step={step} isDone={isDone} onDone={finish} />
        ) : (
          <Setting lesson={lesson} step={index} />
        )}
        <div aria-live="polite">
          {isDone && (
            <div className={classes.after}>
              <h3>{lessonTexts.after}</h3>
              <Prose text={step.after} />
              <p className={classes.source}>
                {lessonTexts.source}: <Inline text={step.source} />
              </p>
            </div>
          )}
        </div>
        {notes && (
          <div className={classes.teacher}>
            <h3>{lessonTexts.teacher}</h3>
            <p>
              <Inline text={step.teacher} />
            </p>
          </div>
        )}
      </div>
      <div className={classes.foot}>
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={13} />}
          disabled={index === 0}
          onClick={() => go(index - 1)}
        >
          {lessonTexts.back}
        </Button>
        <Tooltip label={lessonTexts.restore}>
          <ActionIcon
            size={30}
            disabled={!isPrepared}
            aria-label={lessonTexts.restore}
            onClick={() => returnToStage(study)}
          >
            <IconRestore size={15} />
          </ActionIcon>
        </Tooltip>
        <span className={classes.space} />
        <Button
          variant={isDone ? 'filled' : 'default'}
          rightSection={<IconArrowRight size={13} />}
          onClick={() => go(index + 1)}
        >
          {isDone ? (isLast ? lessonTexts.finish : lessonTexts.next) : lessonTexts.skip}
        </Button>
      </div>
    </>
  )
}

/** A running lesson, beside the study that it is about. */
export function LessonPanel() {
  const study = useStudy()
  const name = useStudyState((state) => state.lesson?.name ?? '')
  const step = useStudyState((state) => state.lesson?.step ?? 0)
  const notes = useProgress((state) => state.notes)
  const lesson = findLesson(name)
  if (!lesson) return null
  const { title, steps } = lesson
  const isOver = step >= steps.length
  return (
    <section className={classes.panel} aria-label={lessonTexts.label(title)}>
      <header className={classes.head}>
        <div className={classes.headText}>
          <span className={classes.lessonTitle}>{title}</span>
          {!isOver && <span className="quiet">{lessonTexts.step(step, steps.length)}</span>}
        </div>
        <Tooltip label={lessonTexts.notes}>
          <ActionIcon
            variant={notes ? 'light' : 'subtle'}
            aria-label={lessonTexts.notes}
            aria-pressed={notes}
            onClick={() => progress.showNotes(!notes)}
          >
            <IconSchool size={15} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={lessonTexts.leaveHelp}>
          <ActionIcon variant="subtle" aria-label={lessonTexts.leave} onClick={() => void leave(study)}>
            <IconX size={15} />
          </ActionIcon>
        </Tooltip>
      </header>
      <StepDots lesson={lesson} step={step} />
      {isOver ? <LessonEnd lesson={lesson} /> : <StepView key={step} lesson={lesson} index={step} />}
    </section>
  )
}
