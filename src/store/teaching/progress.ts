import * as v from 'valibot'
import { createStore } from 'zustand/vanilla'

const key = 'isthmus.lessons'
const mostSteps = 50
const mostLessons = 50

const stepIndex = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostSteps))
const lessonName = v.pipe(v.string(), v.regex(/^[a-z]{1,20}$/))

const rule = v.object({
  /** Steps of each lesson that were done. */
  done: v.pipe(
    v.record(lessonName, v.pipe(v.array(stepIndex), v.maxLength(mostSteps))),
    v.check((value) => Object.keys(value).length <= mostLessons),
  ),
  /** The step of each lesson that was seen last. */
  seen: v.record(lessonName, stepIndex),
  /** The lowest highest train nll to which a bend was brought by hand, nats. */
  best: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
  /** Whether notes for the teacher are seen. */
  notes: v.boolean(),
})

/** How far somebody came in the lessons, in this browser. */
export type Progress = Readonly<v.InferOutput<typeof rule>>

const nothing: Progress = { done: {}, seen: {}, notes: false }

/** Where progress is kept; the browser's own by default. */
export type ProgressStorage = Pick<Storage, 'getItem' | 'setItem'>

function readProgress(storage: ProgressStorage | undefined): Progress {
  try {
    const parsed = v.safeParse(rule, JSON.parse(storage?.getItem(key) ?? 'null'))
    return parsed.success ? parsed.output : nothing
  } catch {
    return nothing
  }
}

function browserStorage(): ProgressStorage | undefined {
  try {
    return globalThis.localStorage
  } catch {
    return undefined
  }
}

/** Progress that is kept with every change; where the browser keeps nothing it lasts as long as the page. */
export function createProgress(storage: ProgressStorage | undefined = browserStorage()) {
  const store = createStore<Progress>(() => readProgress(storage))
  store.subscribe((progress) => {
    try {
      storage?.setItem(key, JSON.stringify(progress))
    } catch {
      // A private window or a full disk: the lessons go on all the same.
    }
  })
  return {
    store,
    noteSeen: (lesson: string, step: number) =>
      store.setState(({ seen }) => ({ seen: { ...seen, [lesson]: step } })),
    noteDone: (lesson: string, step: number) =>
      store.setState(({ done }) => {
        const steps = done[lesson] ?? []
        return steps.includes(step) ? {} : { done: { ...done, [lesson]: [...steps, step] } }
      }),
    noteScore: (score: number) =>
      store.setState(({ best }) => (best === undefined || score < best ? { best: score } : {})),
    showNotes: (notes: boolean) => store.setState({ notes }),
    forget: () => store.setState({ ...nothing, best: undefined }, false),
  }
}
