import { createStore } from 'zustand/vanilla'
import type { Grid } from '../core/planes/grid.ts'
import type { EngineErrorCode } from '../protocol/engineError.ts'
import type { JobId, WeightsId } from '../protocol/identifiers.ts'
import type { BackendChoice, BackendReport } from '../protocol/problem.ts'
import type { Progress } from '../protocol/progress.ts'
import type { TrainCurveEvent, TrainEvent } from '../protocol/training.ts'
import type { BendPlace } from './choices/choiceKinds.ts'
import { type Choices, initialChoices } from './choices/choices.ts'
import type { Beside } from './comparing/beside.ts'
import type { ExperimentName } from './experiments/experimentNames.ts'
import type { LiveExperiment } from './experiments/experimentValues.ts'
import type { Film } from './film/film.ts'
import type { Fingerprint, Replay } from './fingerprint.ts'
import { createStudyId, type Keeping, type KeepingFailure } from './keeping/keepingState.ts'
import type { StudyHead } from './keeping/shelf/studyShelf.ts'
import type { LinkProblem } from './link/link.ts'
import type { HoveredSamples, MomentValues } from './moment/momentValues.ts'
import {
  type BothSplits,
  noResults,
  type PathValues,
  type PlaneFrame,
  type ProfileResult,
  type Results,
} from './results.ts'
import type { EndpointIndex } from './running/requests.ts'

/** Steps of the study that run. */
export type StepRun = 'data' | 'endpoints' | 'curve' | 'profile' | 'landscape'

/** What runs: a step, or an experiment, of which there is one at a time. */
export type RunName = StepRun | 'experiment'

/** How a run ended. */
export type RunEnd = 'done' | 'cancelled' | 'failed'

/** A running step. Time left follows from its progress. */
export interface RunningJob {
  readonly ids: readonly JobId[]
  /** One entry for each part that runs at the same time. */
  readonly progress: readonly (Progress | undefined)[]
  readonly paused: boolean
  readonly canPause: boolean
}

/** Why a step failed; the page words it by its code. Gone when the step runs again or a choice changes that results depend on. */
export interface Failure {
  readonly code: EngineErrorCode
  readonly message: string
  /** What diverged, by name, so that the step was not even begun. */
  readonly waitsFor?: readonly string[]
}

/** A run that a person stopped: the share of it that was done. What a training had come to is discarded. */
export interface GivenUp {
  readonly share: number
}

/** Something to tell the person once. */
export type Notice =
  | { readonly kind: 'link-problems'; readonly problems: readonly LinkProblem[] }
  | { readonly kind: 'engine-restarted'; readonly lost: readonly RunName[] }
  | { readonly kind: 'backend-fell-back'; readonly report: BackendReport }
  | { readonly kind: 'too-many-restarts'; readonly limit: number }
  | { readonly kind: 'recording-missing'; readonly message: string }
  /** The present study could not be kept in the browser. */
  | { readonly kind: 'not-kept'; readonly why: KeepingFailure }
  /** Another tab has the study, so that this one has a copy. */
  | { readonly kind: 'open-elsewhere' }
  /** A kept study could not be shown again. */
  | {
      readonly kind: 'kept-unreadable'
      readonly name: string
      readonly why: 'newer' | 'damaged'
      readonly message: string
    }
  /** A study that ships with the page could not be read; what was open stays. */
  | { readonly kind: 'recorded-unreadable'; readonly name: string; readonly message: string }
  /** Files were taken and nothing was started, since training would take so long. */
  | { readonly kind: 'long-study'; readonly seconds: number }
  /** The browser draws no relief, or its graphics card gave up. */
  | { readonly kind: 'no-relief'; readonly why: 'missing' | 'lost' }
  /** Names of files that a link needs. */
  | { readonly kind: 'files-missing'; readonly names: readonly string[] }

/** What is seen while a job runs; gone when it ends. */
export interface Live {
  readonly endpoints: readonly (TrainEvent | undefined)[]
  readonly curve: TrainCurveEvent | undefined
  readonly landscape:
    | {
        readonly frame: PlaneFrame
        readonly grid: Grid
        readonly values: BothSplits
        readonly squaredNorms: Float64Array
        readonly computed: number
      }
    | undefined
  readonly experiment?: LiveExperiment | undefined
}

/** The bend in the hand: where it is now, and the newest exact profile for it. */
export interface Drag {
  readonly place: BendPlace
  readonly profile: ProfileResult | undefined
  /** Whether the exact profile takes so long that the landscape foretells it until then. */
  readonly needsPreview: boolean
}

/** The straight path between the endpoints, evaluated before there was a curve. Part of no study file: it is soon evaluated again. */
export interface SegmentResult {
  readonly key: string
  readonly ts: readonly number[]
  readonly segment: PathValues
  readonly backend: BackendReport
  readonly elapsedMs: number
}

/** The network under a click on the landscape. */
export interface Probe {
  readonly x: number
  readonly y: number
  readonly values: BothSplits | undefined
  readonly squaredNorm: number
}

/** A surface of a file being computed anew: how far that is, or why it failed. */
export interface Comparing {
  readonly progress?: Progress
  readonly failure?: Failure
}

export interface BackendOffer {
  readonly choice: BackendChoice
  readonly available: boolean
  readonly report: BackendReport
}

/** One step of undo: choices and the results that belonged to them, and the study that they were of. */
export interface Snapshot {
  readonly studyId: string
  /** The shown results come from a recording and have not been computed here. */
  readonly fromRecording: boolean
  readonly choices: Choices
  readonly results: Results
}

/** What was opened from files and can be named by choices: ids of choices to what the engine holds. */
export interface OpenedFiles {
  readonly data: readonly string[]
  readonly endpoints: Readonly<Record<string, OpenedEndpoint>>
  /** Control points from the start of each curve to its end. */
  readonly curves: Readonly<Record<string, readonly WeightsId[]>>
}

export interface OpenedEndpoint {
  readonly id: WeightsId
  readonly parameterCount: number
}

/** Everything the page shows. Choices and results are immutable values; transient things stand apart from them. */
export interface StudyState extends Snapshot {
  readonly past: readonly Snapshot[]
  readonly future: readonly Snapshot[]
  readonly jobs: Partial<Readonly<Record<RunName, RunningJob>>>
  readonly failures: Partial<Readonly<Record<RunName, Failure>>>
  readonly givenUp: Partial<Readonly<Record<RunName, GivenUp>>>
  readonly live: Live
  readonly film: Film | undefined
  readonly drag: Drag | undefined
  readonly probe: Probe | undefined
  readonly segment: SegmentResult | undefined
  readonly notice: Notice | undefined
  /** Profiles of earlier curves, newest first, for comparison. */
  readonly kept: readonly ProfileResult[]
  readonly backends: readonly BackendOffer[]
  /** What the link or the recording says the numbers were. */
  readonly recorded: { readonly key: string; readonly fingerprint: Fingerprint } | undefined
  readonly replay: Replay | undefined
  /** A link or recording is on its way: nothing is to be computed by itself until it is there. */
  readonly opening: boolean
  readonly opened: OpenedFiles
  readonly comparing?: Comparing | undefined
  /** The t under the pointer, seen in every view in place of the chosen one. */
  readonly hoverT?: number | undefined
  readonly hoveredSamples?: HoveredSamples | undefined
  /** What the network at t makes of the data, as far as somebody looks at it. */
  readonly moment?: MomentValues | undefined
  /** The experiment that ran last, whose progress and failure they are. */
  readonly experiment?: ExperimentName | undefined
  /** Files that were given to the page and wait for the dialog. */
  readonly given: readonly File[] | undefined
  /** Names that people gave to studies, by their ids; the others are called after their data and network. */
  readonly names: Readonly<Record<string, string>>
  readonly keeping: Keeping
  /** Kept studies while somebody looks at their list, newest first, with those that can be brought back. */
  readonly studies: readonly StudyHead[] | undefined
  readonly isGalleryShown?: boolean
  /** What stands beside the present study while two are compared. */
  readonly beside?: Beside | undefined
  /** The lesson that is under way; the study is then one of its own. */
  readonly lesson?: RunningLesson | undefined
}

/** The study that was there before a lesson, with everything that it takes to have it back as it was. */
export type AsideStudy = Pick<
  StudyState,
  | 'studyId'
  | 'fromRecording'
  | 'choices'
  | 'results'
  | 'past'
  | 'future'
  | 'keeping'
  | 'kept'
  | 'recorded'
  | 'replay'
  | 'segment'
  | 'film'
>

/** A step's stage as it was prepared: what a learner does is seen against it, and it can be had back. */
export interface PreparedStage {
  readonly choices: Choices
  readonly results: Results
  /** The path of the curve as it was trained, where the stage moved its bend. */
  readonly rival: ProfileResult | undefined
}

/** A lesson under way, on a study of its own. */
export interface RunningLesson {
  readonly name: string
  /** From 0. */
  readonly step: number
  readonly aside: AsideStudy
  /** Undefined while the stage is being set. */
  readonly prepared: PreparedStage | undefined
  /** The part of the page that the step is about, by its name in a link. */
  readonly highlight?: string | undefined
  /** Why the stage could not be set. */
  readonly failure?: string
}

/** What undo needs to come back to the present. */
export function takeSnapshot({ studyId, fromRecording, choices, results }: Snapshot): Snapshot {
  return { studyId, fromRecording, choices, results }
}

/** Nothing runs and nothing is seen live. */
export const noLive: Live = { endpoints: [], curve: undefined, landscape: undefined }

/** The one store. */
export type StudyStore = ReturnType<typeof createStudyStore>

/** Creates the store with the reference study's choices and no results. */
export function createStudyStore(initial: Partial<StudyState> = {}) {
  return createStore<StudyState>(() => ({
    studyId: createStudyId(),
    choices: initialChoices,
    results: noResults,
    past: [],
    future: [],
    jobs: {},
    failures: {},
    givenUp: {},
    live: noLive,
    film: undefined,
    drag: undefined,
    probe: undefined,
    segment: undefined,
    notice: undefined,
    kept: [],
    backends: [],
    recorded: undefined,
    replay: undefined,
    fromRecording: false,
    opening: false,
    opened: { data: [], endpoints: {}, curves: {} },
    names: {},
    keeping: { state: 'untouched' },
    studies: undefined,
    given: undefined,
    ...initial,
  }))
}

/** Replaces one endpoint's result. */
export function withEndpoint(
  endpoints: Results['endpoints'],
  index: EndpointIndex,
  result: Results['endpoints'][number],
): Results['endpoints'] {
  const [first, second, third] = endpoints
  return [index === 0 ? result : first, index === 1 ? result : second, index === 2 ? result : third]
}
