import { Button, Input, Radio, Stack, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import type { Check } from '../../lessons/lesson.ts'
import { numberUnits } from '../../lessons/numbers.ts'
import { lessonTexts } from '../texts/lessons.ts'
import classes from './lessons.module.css'
import { Inline } from './Prose.tsx'

type Asking = Extract<Check, { readonly kind: 'number' | 'question' }>

interface AnswerFormProps {
  readonly check: Asking
  readonly isMet: boolean
  readonly answer: number | undefined
  readonly onAnswer: (answer: number) => void
}

/** A decimal comma is as good as a point. */
function parseTyped(text: string): number {
  const plain = text.trim().replace(',', '.').replace(/\s*%$/, '')
  return plain === '' ? Number.NaN : Number(plain)
}

function NumberForm({
  check,
  isMet,
  answer,
  onAnswer,
}: AnswerFormProps & { readonly check: Extract<Asking, { readonly kind: 'number' }> }) {
  const id = useId()
  const [text, setText] = useState('')
  const typed = parseTyped(text)
  const isWrong = answer !== undefined && !isMet && typed === answer
  return (
    <form
      className={classes.number}
      onSubmit={(event) => {
        event.preventDefault()
        if (Number.isFinite(typed)) onAnswer(typed)
      }}
    >
      <Input.Label className={classes.asked} htmlFor={id} size="sm">
        {check.question}
      </Input.Label>
      <TextInput
        id={id}
        size="sm"
        value={text}
        inputMode="decimal"
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
        rightSection={numberUnits[check.number] === 'share' ? '%' : undefined}
        error={isWrong && lessonTexts.wrong}
      />
      <Button type="submit" size="sm" variant="light" disabled={!Number.isFinite(typed)}>
        {lessonTexts.check}
      </Button>
    </form>
  )
}

function QuestionForm({
  check,
  answer,
  onAnswer,
}: AnswerFormProps & { readonly check: Extract<Asking, { readonly kind: 'question' }> }) {
  const id = useId()
  const reply = answer === undefined ? undefined : check.answers[answer]?.reply
  return (
    <Radio.Group
      label={<Inline text={check.question} />}
      value={answer === undefined ? null : String(answer)}
      onChange={(value) => onAnswer(Number(value))}
      name={id}
    >
      <Stack gap={8} mt={8}>
        {check.answers.map(({ text }, index) => (
          <Radio key={text} value={String(index)} label={text} size="xs" />
        ))}
      </Stack>
      {reply !== undefined && (
        <p className={classes.reply} role="status">
          <Inline text={reply} />
        </p>
      )}
    </Radio.Group>
  )
}

/** Takes a number that was read, or an answer to a question. */
export function AnswerForm(props: AnswerFormProps) {
  const { check } = props
  return check.kind === 'number' ? (
    <NumberForm {...props} check={check} />
  ) : (
    <QuestionForm {...props} check={check} />
  )
}
