import { NumberInput, Select, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Answer, Question } from '../../core/inference/inferenceQuestion.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import type { Opening } from '../../store/files/createOpening.ts'
import type { NetworkState, OpeningState } from '../../store/files/openingState.ts'
import { formatCount } from '../texts/formatting.ts'
import { networkOptionTexts } from '../texts/openDialog.ts'
import { answerText, guessText, networkText, questionText } from '../texts/opening.ts'
import { optionTexts } from '../texts/options.ts'
import { sketchNetwork } from '../texts/sketchNetwork.ts'
import { OptionRow } from './OptionRow.tsx'
import classes from './opening.module.css'

interface NetworkOptionsProps {
  readonly opening: Opening
  readonly state: OpeningState
}

/** What the tensors were taken for, what they cannot tell, and whether all shapes fit. */
export function NetworkOptions({ opening, state }: NetworkOptionsProps) {
  const { network, answers, assignments, curveKind } = state
  if (!network) return null
  const { curve } = assignments
  return (
    <section className={classes.section} aria-label={networkOptionTexts.label}>
      <h3>{networkOptionTexts.title}</h3>
      <p className={classes.small}>{networkText(network)}</p>
      <div className={classes.questions}>
        {network.questions.map((question) => (
          <QuestionRow
            key={question.id}
            question={question}
            value={answers[question.id] ?? question.guess}
            onAnswer={(answer) => opening.answer(question.id, answer)}
          />
        ))}
        {curve && curve.curve.kind === undefined && (
          <OptionRow label={networkOptionTexts.curve}>
            {(id) => (
              <Select
                id={id}
                data={Object.entries(optionTexts.curve).map(([value, label]) => ({ value, label }))}
                value={curveKind}
                onChange={(kind) => opening.chooseCurve(kind === 'chain' ? 'chain' : 'bezier')}
              />
            )}
          </OptionRow>
        )}
      </div>
      <NetworkSketch network={network} />
    </section>
  )
}

function NetworkSketch({ network }: { readonly network: NetworkState }) {
  const { architecture, problem } = network
  const planned = useMemo(
    () => (architecture && problem === undefined ? planNetwork(architecture) : undefined),
    [architecture, problem],
  )
  if (problem !== undefined) {
    return (
      <p className={classes.remark} role="alert">
        {problem}
      </p>
    )
  }
  if (!planned) return null
  return (
    <p className={classes.sketch}>
      {networkOptionTexts.sketch(sketchNetwork(planned), formatCount(planned.parameterCount))}
    </p>
  )
}

interface QuestionRowProps {
  readonly question: Question
  readonly value: Answer
  readonly onAnswer: (answer: Answer) => void
}

function QuestionRow(props: QuestionRowProps) {
  const guess = guessText(props.question)
  return (
    <>
      <QuestionControl {...props} />
      {guess !== undefined && <p className={classes.small}>{guess}</p>}
    </>
  )
}

function QuestionControl({ question, value, onAnswer }: QuestionRowProps) {
  return (
    <OptionRow label={questionText(question)}>
      {(id) => {
        switch (question.kind) {
          case 'choice':
            return (
              <Select
                id={id}
                data={question.options.map((option) => ({ value: option, label: answerText(option) }))}
                value={String(value)}
                onChange={(option) => option !== null && onAnswer(option)}
              />
            )
          case 'number':
            return (
              <NumberInput
                id={id}
                value={Number(value)}
                hideControls
                onChange={(number) => typeof number === 'number' && onAnswer(number)}
              />
            )
          case 'shape':
            return <ShapeInput id={id} value={Array.isArray(value) ? value : []} onAnswer={onAnswer} />
        }
      }}
    </OptionRow>
  )
}

interface ShapeInputProps {
  readonly id: string
  readonly value: readonly number[]
  readonly onAnswer: (answer: Answer) => void
}

/** Sides of a shape, typed as `1 × 28 × 28`. */
function ShapeInput({ id, value, onAnswer }: ShapeInputProps) {
  const [text, setText] = useState(value.join(' × '))
  const commit = () => {
    const sides = text.split(/\D+/).filter((side) => side !== '')
    onAnswer(sides.map(Number))
  }
  return (
    <TextInput
      id={id}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
      }}
    />
  )
}
