import type { NumberName } from './numbers.ts'

/** The lessons, in the order in which they are told. */
export const lessonNames = ['slice', 'wall', 'bend', 'many', 'real', 'ensembles'] as const

export type LessonName = (typeof lessonNames)[number]

/** One answer to a question, and what is said to whoever gives it. */
export interface Answer {
  readonly text: string
  readonly isRight: boolean
  readonly reply: string
}

/**
 * What a learner has to do. Everything is seen against the stage as it was prepared, so that none is met without doing it.
 * Words and values of choices are those of a link.
 */
export type Check =
  /** A choice was changed to a value, or to any other one without it. */
  | { readonly kind: 'choice'; readonly word: string; readonly value?: string }
  /** t was moved to within `within` of a place. */
  | { readonly kind: 'time'; readonly t: number; readonly within: number }
  /** The network under a click was computed: near a mark, in shares of the distance of the ends, or where the train nll is so high. */
  | { readonly kind: 'probe'; readonly near: 'w1' | 'w2'; readonly within: number }
  | { readonly kind: 'probe'; readonly above: number }
  /** The bend was moved by hand and let go: the highest train nll on the curve is now below, or the bend lies below the segment. */
  | { readonly kind: 'bend'; readonly below?: number; readonly side?: 'under' }
  /** The same, with a highest train nll of at most so many times that of the trained curve. */
  | { readonly kind: 'rival'; readonly times: number }
  /** The optimiser went on from where the bend was held. */
  | { readonly kind: 'optimised' }
  /** A step was computed anew, and is fresh. */
  | { readonly kind: 'run'; readonly step: 'endpoints' | 'curve' | 'landscape' }
  /** The straight path between other endpoints than before was evaluated. */
  | { readonly kind: 'segment' }
  /** A plane of another kind was drawn. */
  | { readonly kind: 'plane'; readonly plane: string }
  /** An experiment was run. */
  | { readonly kind: 'experiment'; readonly name: string }
  /** So many networks were picked that were not before. */
  | { readonly kind: 'picks'; readonly count: number }
  /** A number was read from the page, to within a share of it. */
  | {
      readonly kind: 'number'
      readonly question: string
      readonly number: NumberName
      readonly tolerance: number
    }
  /** A question was answered; where no answer is right any will do, since it is a guess. */
  | { readonly kind: 'question'; readonly question: string; readonly answers: readonly Answer[] }

/** How the page stands when a step begins. */
export interface Stage {
  /** The recorded study that it begins with; that of the first paint by default. */
  readonly recorded?: string
  /** Words of a link for what differs from it, the parts that are hidden among them. */
  readonly words: string
  /** Whether the step goes on with what the one before left. */
  readonly continues?: boolean
  /** The part of the page that the task is about, by its name in a link. */
  readonly highlight?: string
  /** More words for whoever comes to the step by itself, where it would go on with what the one before left. */
  readonly alone?: string
  /** What is computed beforehand where it is not there. */
  readonly needs?: readonly StageNeed[]
}

/** A step of the study or an experiment, by its name. */
export type StageNeed =
  | { readonly run: 'endpoints' | 'segment' | 'curve' | 'profile' | 'landscape' }
  | { readonly experiment: string }

/** One idea. Its texts are in the markup of `markup.ts`. */
export interface LessonStep {
  readonly title: string
  readonly text: readonly string[]
  readonly stage: Stage
  readonly task: string
  readonly check: Check
  readonly hint: string
  /** What was to be seen, told once the task is done. */
  readonly after: readonly string[]
  /** Where its claims come from. */
  readonly source: string
  readonly teacher: string
}

/** Some five minutes about one question. */
export interface Lesson {
  readonly name: LessonName
  readonly title: string
  /** What is learned, in a sentence. */
  readonly sentence: string
  readonly minutes: number
  readonly steps: readonly LessonStep[]
  /** What to take home. */
  readonly end: readonly string[]
}
