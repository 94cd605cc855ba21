import type { Choices } from '../choices/choices.ts'
import { settleChoices } from '../choices/settleChoices.ts'
import { releaseUnused, type Study } from '../context.ts'
import type { ExperimentName } from '../experiments/experimentNames.ts'
import { runExperiment } from '../experiments/runExperiment.ts'
import { selectExperiment } from '../experiments/selectExperiment.ts'
import { createStudyId } from '../keeping/keepingState.ts'
import { readRecorded } from '../keeping/openRecorded.ts'
import { showStudy } from '../keeping/showStudy.ts'
import { flushKeeping } from '../keeping/startKeeping.ts'
import { freshnessOf } from '../keys.ts'
import { readWords } from '../link/link.ts'
import type { ProfileResult } from '../results.ts'
import { cancelAll } from '../running/jobs.ts'
import { runStep } from '../running/runAll.ts'
import { runSegment } from '../running/runSegment.ts'
import { type AsideStudy, noLive, type RunningLesson, type StepRun, type StudyState } from '../state.ts'

/** What has to be there before a learner begins. */
export type StageNeed = { readonly run: StepRun | 'segment' } | { readonly experiment: ExperimentName }

/** How the page is to stand when a step begins. */
export interface LessonStage {
  /** The recorded study that it begins with. */
  readonly recorded: string
  /** Words of a link for what differs from it. */
  readonly words: string
  /** Whether the study that the step before left is gone on with. */
  readonly continues: boolean
  /** More words where there is no step before to go on with. */
  readonly alone: string
  /** The part of the page to look at. */
  readonly highlight: string | undefined
  /** What is computed where it is not fresh. */
  readonly needs: readonly StageNeed[]
}

/** Where a lesson is to be begun. */
export interface LessonPlace {
  readonly name: string
  /** From 0. */
  readonly step: number
}

const nothingUnderWay = {
  failures: {},
  givenUp: {},
  live: noLive,
  film: undefined,
  drag: undefined,
  probe: undefined,
  segment: undefined,
  replay: undefined,
  comparing: undefined,
  given: undefined,
} as const

function layAside(state: StudyState): AsideStudy {
  const { studyId, fromRecording, choices, results, past, future, keeping, kept } = state
  const { recorded, replay, segment, film } = state
  const own = { studyId, fromRecording, choices, results, past, future, keeping, kept }
  return { ...own, recorded, replay, segment, film }
}

/** Waits until a study that is on its way is there. */
function waitForOpening({ store }: Study): Promise<void> {
  if (!store.getState().opening) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = store.subscribe(({ opening }) => {
      if (opening) return
      stop()
      resolve()
    })
  })
}

/** Whether a place comes right after the step that is under way. */
function follows(lesson: RunningLesson | undefined, { name, step }: LessonPlace): boolean {
  return lesson?.prepared !== undefined && lesson.name === name && lesson.step === step - 1
}

/**
 * Begins a step of a lesson: lays the present study aside where no lesson runs yet, and sets the stage. What cannot be set is
 * told in the lesson.
 */
export async function beginStep(study: Study, place: LessonPlace, stage: LessonStage): Promise<void> {
  await waitForOpening(study)
  await flushKeeping(study)
  cancelAll(study)
  const before = study.store.getState()
  const goesOn = stage.continues && follows(before.lesson, place)
  const words = goesOn ? stage.words : `${stage.words}&${stage.alone}`
  const lesson: RunningLesson = {
    ...place,
    aside: before.lesson?.aside ?? layAside(before),
    prepared: undefined,
    highlight: stage.highlight,
  }
  study.store.setState({ lesson, notice: undefined })
  const isPresent = () => study.store.getState().lesson === lesson
  try {
    const loaded = goesOn ? undefined : await readRecorded(study, stage.recorded)
    if (!isPresent()) return
    if (loaded) {
      study.store.setState({
        ...nothingUnderWay,
        studyId: createStudyId(),
        keeping: { state: 'untouched' },
        past: [],
        future: [],
        kept: [],
      })
      await showStudy(study, loaded)
      if (!isPresent()) return
    }
    await setStage(
      study,
      { ...stage, words },
      { isPresent, rival: goesOn ? before.lesson?.prepared?.rival : undefined },
    )
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    if (isPresent()) study.store.setState({ lesson: { ...lesson, failure } })
  }
}

interface Setting {
  readonly isPresent: () => boolean
  /** The path that was to be beaten in the step before. */
  readonly rival: ProfileResult | undefined
}

async function setStage(
  study: Study,
  stage: LessonStage,
  { isPresent, rival: former }: Setting,
): Promise<void> {
  const rival = trainedProfile(study.store.getState()) ?? former
  const words: Partial<Choices> = { live: false, hide: [], ...readWords(stage.words) }
  study.store.setState(({ choices, segment }) => ({
    ...nothingUnderWay,
    segment,
    choices: settleChoices({ ...choices, ...words }).choices,
  }))
  if (study.store.getState().choices.held.length > 0) await runStep(study, 'profile')
  for (const need of stage.needs) {
    if (!isPresent()) return
    const end = await meetNeed(study, need)
    if (end !== 'done' && isPresent())
      throw new Error(`${'run' in need ? need.run : need.experiment}: ${end}`)
  }
  if (!isPresent()) return
  const { choices, results, lesson } = study.store.getState()
  if (lesson) study.store.setState({ lesson: { ...lesson, prepared: { choices, results, rival } } })
}

/** The path of the curve where training left it. */
function trainedProfile({ choices, results }: StudyState): ProfileResult | undefined {
  const isFresh = choices.held.length === 0 && freshnessOf(choices, results).profile === 'fresh'
  return isFresh ? results.profile : undefined
}

function meetNeed(study: Study, need: StageNeed) {
  if ('run' in need) return need.run === 'segment' ? runSegment(study) : runStep(study, need.run)
  const isThere = selectExperiment(study.store.getState(), need.experiment).freshness === 'fresh'
  return isThere ? 'done' : runExperiment(study, need.experiment)
}

/** Puts everything back as it was when the step began. */
export function returnToStage(study: Study): void {
  const { lesson } = study.store.getState()
  if (!lesson?.prepared) return
  cancelAll(study)
  const { choices, results } = lesson.prepared
  study.store.setState({ ...nothingUnderWay, choices, results, past: [], future: [] })
}

/** Leaves the lesson for the study that was there before it. */
export async function leaveLesson(study: Study): Promise<void> {
  const { lesson } = study.store.getState()
  if (!lesson) return
  cancelAll(study)
  study.store.setState({ ...nothingUnderWay, ...lesson.aside, lesson: undefined, notice: undefined })
  await releaseUnused(study)
}

/** Leaves the lesson and goes on with its study; undo leads to the one that was there before. */
export function keepLessonStudy(study: Study): void {
  const { lesson, choices } = study.store.getState()
  if (!lesson) return
  const { studyId, fromRecording, choices: former, results, past } = lesson.aside
  study.store.setState({
    lesson: undefined,
    keeping: { state: 'changed' },
    choices: { ...choices, hide: former.hide, live: former.live },
    past: [...past, { studyId, fromRecording, choices: former, results }],
    future: [],
  })
}
