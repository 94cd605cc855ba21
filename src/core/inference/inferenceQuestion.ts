import { describeValue } from '../networks/layerSettings.ts'
import { ShapeError } from '../networks/shapeError.ts'

/** What a question is about; `order` is that of batch norm and activation, `variant` that of the official VGGs. */
export type QuestionTopic =
  | 'input'
  | 'activation'
  | 'order'
  | 'eps'
  | 'padding'
  | 'stride'
  | 'pool'
  | 'reduce'
  | 'variant'

interface QuestionHead {
  /** The topic, followed by the layer where there is one, as in `padding:conv1`. */
  readonly id: string
  readonly topic: QuestionTopic
  /** Name of the layer that is asked about; all of them where absent. */
  readonly layer?: string
}

/** Something that shapes of tensors cannot tell, with a guess; the kind says what an answer is. */
export type Question =
  | (QuestionHead & { readonly kind: 'choice'; readonly options: readonly string[]; readonly guess: string })
  | (QuestionHead & { readonly kind: 'number'; readonly guess: number })
  | (QuestionHead & { readonly kind: 'shape'; readonly guess: readonly number[] })

/** One answer: an option, a number, or a shape. */
export type Answer = string | number | readonly number[]

/** Answers by the id of their question; a question without one keeps its guess. */
export type Answers = Readonly<Record<string, Answer>>

/** A question's id. */
export function questionId(topic: QuestionTopic, layer?: string): string {
  return layer === undefined ? topic : `${topic}:${layer}`
}

/** Answers of which every question has one; each `read…` trusts that its kind was checked. */
export class CompleteAnswers {
  readonly #answers: ReadonlyMap<string, Answer>

  /** @throws ShapeError at `answer <id>` for an answer of another kind or to no question. */
  constructor(questions: readonly Question[], answers: Answers) {
    const complete = new Map<string, Answer>(questions.map(({ id, guess }) => [id, guess]))
    const known = new Map(questions.map((question) => [question.id, question]))
    for (const [id, answer] of Object.entries(answers)) {
      const place = { path: `answer ${id}` }
      const question = known.get(id)
      if (question === undefined)
        throw new ShapeError(place, describeValue(answer), 'no answer, as none was asked')
      const wanted = describeMistake(question, answer)
      if (wanted !== undefined) throw new ShapeError(place, describeValue(answer), wanted)
      complete.set(id, answer)
    }
    this.#answers = complete
  }

  readText(id: string): string {
    return this.#answers.get(id) as string
  }

  readNumber(id: string): number {
    return this.#answers.get(id) as number
  }

  /** The shape, or `otherwise` where it was not asked for. */
  readShape(id: string, otherwise: readonly number[]): readonly number[] {
    return (this.#answers.get(id) as readonly number[] | undefined) ?? otherwise
  }
}

/** What an answer should have been, unless it is of the right kind. */
function describeMistake(question: Question, answer: unknown): string | undefined {
  switch (question.kind) {
    case 'choice':
      return question.options.some((option) => option === answer)
        ? undefined
        : `one of ${question.options.join(', ')}`
    case 'number':
      return typeof answer === 'number' ? undefined : 'a number'
    case 'shape':
      return Array.isArray(answer) ? undefined : 'a list of numbers'
  }
}
