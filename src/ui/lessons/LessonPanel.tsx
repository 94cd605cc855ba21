import { ActionIcon, Button, Loader, Tooltip, UnstyledButton } from '@mantine/core'
import {
  IconArrowLeft,
  IconArrowRight,
  IconChevronDown,
  IconChevronUp,
  IconRestore,
  IconSchool,
  IconX,
} from '@tabler/icons-react'
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
import { type Sheet, useSheet } from './useSheet.ts'

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
  /** Where there is room for little, what to do stands before what to know. */
  readonly isShort: boolean
  readonly onDone: () => void
}

/** One step: what to know, what to do, and then what was to be seen. */
function StepView({ lesson, index, isShort, onDone }: StepViewProps) {
  const study = useStudy()
  const isPrepared = useStudyState((state) => state.lesson?.prepared !== undefined)
  const notes = useProgress((state) => state.notes)
  const [isDone, setDone] = useState(false)
  const finish = useCallback(() => {
    setDone(true)
    onDone()
    progress.noteDone(lesson.name, index)
  }, [lesson.name, index, onDone])
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
        {!isShort && <Prose text={step.text} />}
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
        {isShort && <Prose text={step.text} />}
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

interface HeadTextProps {
  readonly lesson: Lesson
  readonly step: number
  readonly sheet: Sheet
}

/** What lesson this is, and how far it is; on a sheet it lowers and raises it. */
function HeadText({ lesson: { title, steps }, step, sheet }: HeadTextProps) {
  const place = step < steps.length && <span className="quiet">{lessonTexts.step(step, steps.length)}</span>
  if (!sheet.isSheet) {
    return (
      <div className={classes.headText}>
        <span className={classes.lessonTitle}>{title}</span>
        {place}
      </div>
    )
  }
  const Chevron = sheet.isLow ? IconChevronUp : IconChevronDown
  return (
    <UnstyledButton
      className={classes.headText}
      aria-expanded={!sheet.isLow}
      title={sheet.isLow ? lessonTexts.raise : lessonTexts.lower}
      onClick={() => sheet.setLow(!sheet.isLow)}
    >
      <Chevron size={16} aria-hidden />
      <span className={classes.lessonTitle}>{title}</span>
      {place}
    </UnstyledButton>
  )
}

/** A running lesson, beside the study that it is about. */
export function LessonPanel() {
  const study = useStudy()
  const name = useStudyState((state) => state.lesson?.name ?? '')
  const step = useStudyState((state) => state.lesson?.step ?? 0)
  const notes = useProgress((state) => state.notes)
  const sheet = useSheet(step)
  const lesson = findLesson(name)
  if (!lesson) return null
  const { title, steps } = lesson
  return (
    <section
      className={classes.panel}
      data-lesson-sheet={sheet.isLow ? 'low' : undefined}
      aria-label={lessonTexts.label(title)}
    >
      <header className={classes.head}>
        <HeadText lesson={lesson} step={step} sheet={sheet} />
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
      {step >= steps.length ? (
        <LessonEnd lesson={lesson} />
      ) : (
        <StepView key={step} lesson={lesson} index={step} isShort={sheet.isSheet} onDone={sheet.raise} />
      )}
    </section>
  )
}
