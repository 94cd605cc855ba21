import { choiceNames, choiceTable } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import { linkOf } from '../link/linkSync.ts'
import type { StudyState } from '../state.ts'
import { deskOf } from './desk.ts'
import { createStudyId, type Keeping, type KeepingFailure } from './keepingState.ts'
import { type KeepingTools, keepStudy } from './keepStudy.ts'
import { ShelfError } from './shelf/studyShelf.ts'
import { tellShelfNews } from './shelfNews.ts'
import { writeTabMemory } from './tabMemory.ts'

/** A change is kept once nothing more has changed for this long. */
const quietMs = 1500

/** So long at most a change waits for quiet. */
const longestMs = 10_000

/** Where a study could not be kept, it is tried again after this long. */
const retryMs = 30_000

/** Studies being kept by themselves. */
export interface StudyKeeper {
  /** Keeps what is not kept yet, now; never rejects. */
  flush(): Promise<void>
  stop(): void
}

/** Keeps the present study in the browser: some seconds after each change, and when the page is put aside. */
export function startKeeping(study: Study, tools: KeepingTools): StudyKeeper {
  const keeper = new Keeper(study, tools)
  keepers.set(study, keeper)
  return keeper
}

const keepers = new WeakMap<Study, StudyKeeper>()

/** Keeps what is not kept yet; at once where nothing is kept by itself. */
export async function flushKeeping(study: Study): Promise<void> {
  await keepers.get(study)?.flush()
}

class Keeper implements StudyKeeper {
  readonly #study: Study
  readonly #tools: KeepingTools
  readonly #end = new AbortController()
  /** What the study was when it was opened: before it differs there is nothing to keep. */
  #baseline: StudyState
  #timer: ReturnType<typeof setTimeout> | undefined
  /** When the first change came that is not kept yet. */
  #since: number | undefined
  #work: Promise<void> = Promise.resolve()
  /** How many wait for what is being written. */
  #awaited = 0
  readonly #unsaved = new Set<string>()
  #lastFailure: KeepingFailure | undefined

  constructor(study: Study, tools: KeepingTools) {
    this.#study = study
    this.#tools = tools
    this.#baseline = study.store.getState()
    const unsubscribe = study.store.subscribe((state, before) => this.#follow(state, before))
    const { signal } = this.#end
    signal.addEventListener('abort', unsubscribe)
    const putAside = () => {
      if (document.visibilityState === 'hidden') void this.flush()
    }
    globalThis.document?.addEventListener('visibilitychange', putAside, { signal })
    globalThis.window?.addEventListener('pagehide', () => void this.flush(), { signal })
  }

  stop(): void {
    this.#end.abort()
    clearTimeout(this.#timer)
  }

  flush(): Promise<void> {
    const { keeping } = this.#state
    const isDue = keeping.state === 'changed' || keeping.state === 'failed'
    if (isDue) this.#save(this.#state)
    this.#awaited += 1
    return this.#work.finally(() => {
      this.#awaited -= 1
    })
  }

  /** Whoever waits for it would wait for every one of these pauses, each half a second on a page that is never idle. */
  #pause(): Promise<void> {
    return this.#awaited > 0 ? Promise.resolve() : this.#tools.pause()
  }

  get #state(): StudyState {
    return this.#study.store.getState()
  }

  #follow(state: StudyState, before: StudyState): void {
    // What a lesson shows can be had again at any time; this tab goes on being that of the study before it.
    if (state.lesson) {
      if (!before.lesson) this.#leave(before)
      return
    }
    if (before.lesson && !state.opening) {
      this.#arrive(state)
      return
    }
    if (state.opening) {
      if (!before.opening && !before.lesson) this.#leave(before)
      return
    }
    if (before.opening || state.studyId !== before.studyId) {
      if (!before.opening) this.#leave(before)
      this.#arrive(state)
      return
    }
    if (!differs(state, before)) return
    const isKept = deskOf(this.#study).known.has(state.studyId) || state.keeping.state !== 'untouched'
    if (isKept || isWorthKeeping(state, this.#baseline)) this.#noteChange()
  }

  /** Whatever was not kept yet of the study that is left is kept as it was. */
  #leave(before: StudyState): void {
    clearTimeout(this.#timer)
    if (before.keeping.state === 'changed' || before.keeping.state === 'failed') this.#save(before)
    this.#since = undefined
  }

  #arrive(state: StudyState): void {
    this.#baseline = state
    void deskOf(this.#study).claims.claim(state.studyId)
    const isKept = deskOf(this.#study).known.has(state.studyId)
    writeTabMemory({ studyId: state.studyId, isNew: !isKept && linkOf(state) === '' })
    // Undo may have come back to a study in another state than it is kept in.
    if (isKept || state.keeping.state === 'changed' || this.#unsaved.has(state.studyId)) this.#noteChange()
  }

  #noteChange(): void {
    const { keeping } = this.#state
    if (keeping.state !== 'changed' && keeping.state !== 'failed') this.#tell({ state: 'changed' })
    const now = performance.now()
    this.#since ??= now
    const wait = Math.max(0, Math.min(quietMs, this.#since + longestMs - now))
    this.#saveIn(wait)
  }

  #saveIn(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      // What a run is about to replace is not worth the place of what was kept before.
      if (isStarting(this.#study)) this.#saveIn(quietMs)
      else this.#save(this.#state)
    }, ms)
  }

  #save(state: StudyState): void {
    clearTimeout(this.#timer)
    this.#since = undefined
    this.#work = this.#work.then(() => this.#keep(state))
  }

  async #keep(state: StudyState): Promise<void> {
    const { studyId } = state
    const isPresent = () => this.#state.studyId === studyId
    if (isPresent()) this.#tell({ state: 'saving' })
    try {
      await keepStudy(this.#study, state, { ...this.#tools, pause: () => this.#pause() })
      this.#unsaved.delete(studyId)
      tellShelfNews()
      this.#lastFailure = undefined
      if (!isPresent()) return
      // Something may have changed while it was written; then another turn is due already.
      const isCurrent = this.#since === undefined
      this.#tell({ state: isCurrent ? 'saved' : 'changed' })
      if (this.#state.notice?.kind === 'not-kept') this.#study.store.setState({ notice: undefined })
    } catch (error) {
      this.#fail(error, state)
    }
  }

  #fail(error: unknown, state: StudyState): void {
    const { known } = deskOf(this.#study)
    const why = error instanceof ShelfError ? error.why : 'failed'
    const isPresent = this.#state.studyId === state.studyId
    if (why === 'removed' || why === 'written') {
      known.delete(state.studyId)
      if (!isPresent) return
      // Another tab has written this study meanwhile: both stay, each under its own id.
      if (why === 'written') this.#moveAside()
      this.#saveIn(0)
      return
    }
    this.#unsaved.add(state.studyId)
    if (!isPresent) return
    this.#tell({ state: 'failed', why, message: error instanceof Error ? error.message : String(error) })
    // Said once: whoever closed the notice knows.
    if (this.#lastFailure !== why) this.#study.store.setState({ notice: { kind: 'not-kept', why } })
    this.#lastFailure = why
    this.#saveIn(retryMs)
  }

  #moveAside(): void {
    const studyId = createStudyId()
    this.#study.store.setState(({ studyId: before, names }) => ({
      studyId,
      names: names[before] === undefined ? names : { ...names, [studyId]: `${names[before]} (2)` },
      keeping: { state: 'changed' },
      notice: { kind: 'open-elsewhere' },
    }))
  }

  #tell(keeping: Keeping): void {
    this.#study.store.setState({ keeping })
  }
}

function differs(state: StudyState, before: StudyState): boolean {
  return (
    state.choices !== before.choices ||
    state.results !== before.results ||
    state.kept !== before.kept ||
    state.fromRecording !== before.fromRecording ||
    state.names[state.studyId] !== before.names[state.studyId]
  )
}

/** Whether somebody made the study their own: chose something, computed something, or named it. */
function isWorthKeeping(state: StudyState, baseline: StudyState): boolean {
  const { choices, results, names, studyId } = state
  const isChosen = choiceNames.some(
    (name) => choiceTable[name].undoable && choices[name] !== baseline.choices[name],
  )
  const computed = ({ endpoints, curve, profile, landscape, ...rest }: StudyState['results']) => [
    ...endpoints,
    curve,
    profile,
    landscape,
    rest.published,
    rest.experiments,
  ]
  const then = computed(baseline.results)
  const isComputed = computed(results).some((result, i) => result !== undefined && result !== then[i])
  return isChosen || isComputed || names[studyId] !== baseline.names[studyId]
}

/** Whether a run has thrown away what it will replace, and has nothing yet. */
function isStarting({ store, handles }: Study): boolean {
  const { endpoints, curve, profile, landscape } = store.getState().results
  const isEmpty = [...endpoints, curve, profile, landscape].every((result) => result === undefined)
  return isEmpty && [...handles.keys()].some((name) => name !== 'data')
}
