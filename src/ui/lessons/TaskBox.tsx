import { Button, Collapse } from '@mantine/core'
import { IconBulb, IconCheck } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { LessonStep } from '../../lessons/lesson.ts'
import { useStudyState } from '../StudyContext.ts'
import { lessonTexts } from '../texts/lessons.ts'
import { AnswerForm } from './AnswerForm.tsx'
import { GameBoard } from './GameBoard.tsx'
import { isMet } from './isMet.ts'
import classes from './lessons.module.css'
import { Inline } from './Prose.tsx'

interface TaskBoxProps {
  readonly step: LessonStep
  readonly isDone: boolean
  readonly onDone: () => void
}

/** What is to be done in a step, and whether it is. */
export function TaskBox({ step, isDone, onDone }: TaskBoxProps) {
  const { check, task, hint } = step
  const [answer, setAnswer] = useState<number>()
  const [isHinted, setHinted] = useState(false)
  const met = useStudyState((state) => {
    const prepared = state.lesson?.prepared
    return prepared !== undefined && isMet(check, { state, prepared, answer })
  })
  useEffect(() => {
    if (met && !isDone) onDone()
  }, [met, isDone, onDone])
  return (
    <section className={classes.task} data-done={isDone || undefined} aria-label={lessonTexts.task}>
      <h3>
        {isDone && <IconCheck size={14} aria-hidden />}
        {isDone ? lessonTexts.done : lessonTexts.task}
      </h3>
      <p>
        <Inline text={task} />
      </p>
      {(check.kind === 'number' || check.kind === 'question') && (
        <AnswerForm check={check} isMet={met} answer={answer} onAnswer={setAnswer} />
      )}
      {check.kind === 'rival' && <GameBoard />}
      {!isDone && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconBulb size={13} />}
          aria-expanded={isHinted}
          onClick={() => setHinted((was) => !was)}
        >
          {lessonTexts.hint}
        </Button>
      )}
      <Collapse expanded={isHinted && !isDone}>
        <p className="quiet">
          <Inline text={hint} />
        </p>
      </Collapse>
    </section>
  )
}
