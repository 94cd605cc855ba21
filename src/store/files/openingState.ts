import type { CurveKind } from '../../core/curves/curve.ts'
import type { Answers, Question } from '../../core/inference/inferenceQuestion.ts'
import type { Architecture } from '../../core/networks/architecture.ts'
import type { DatasetRequest, FileSummary, ReadDataset, ReadingProgress } from '../../protocol/fileReader.ts'
import type { Choices } from '../choices/choices.ts'
import type { CheckedStudy } from '../keeping/checkStudy.ts'
import type { PublishedResults } from '../results.ts'
import { type Assignments, noAssignments } from './assignments.ts'

/** What the page shows of a data set that was made. */
export interface PreparedData extends Pick<ReadDataset, 'id' | 'leftOut' | 'unused'> {
  readonly inputShape: readonly number[]
  readonly classCount: number
  readonly trainCount: number
  readonly testCount: number
  /** Of all inputs as float32. */
  readonly bytes: number
}

export type DataState =
  | { readonly state: 'none' }
  | { readonly state: 'working' }
  | { readonly state: 'ready'; readonly data: PreparedData }
  | { readonly state: 'failed'; readonly message: string }

/** The network of the checkpoints as far as it is known; `problem` says what does not fit yet. */
export interface NetworkState {
  /** `tensors`: guessed and asked for; `file`: an opened file says it; `choices`: the present network fits. */
  readonly from: 'tensors' | 'file' | 'choices'
  /** What the tensors look like. */
  readonly family: string
  readonly questions: readonly Question[]
  readonly architecture?: Architecture
  readonly parameterCount?: number
  readonly problem?: string
}

/** One opened network under the stored statistics of its file. */
export interface EndFinding {
  readonly name: string
  /** Number of its file. */
  readonly file: number
  /** 1 is w₁; 0 is not used, because the curve has ends of its own. */
  readonly place: 0 | 1 | 2 | 3
  /** Shares, 0…1; absent where it was not evaluated. */
  readonly train?: number
  readonly test?: number
  /** Running statistics that the file lacks, and tensors without a place. */
  readonly missing: readonly string[]
  readonly unexpected: readonly string[]
}

export type CheckState =
  | { readonly state: 'none' }
  | { readonly state: 'working' }
  | { readonly state: 'failed'; readonly message: string }
  | {
      readonly state: 'ready'
      readonly ends: readonly EndFinding[]
      readonly classCount: number
      /** Classes as which the network's own seem to be meant, where another order would be far better. */
      readonly permutation?: { readonly accuracy: number; readonly classes: readonly number[] }
    }

/** Whether a surface can be computed anew: the names of its file and of the network, or why not. */
export type ComparisonState =
  | { readonly state: 'none' }
  | { readonly state: 'ready'; readonly surface: string; readonly network: string }
  | { readonly state: 'failed'; readonly why: 'no-network' | 'no-surface' }
  | { readonly state: 'failed'; readonly why: 'misfit'; readonly message: string }

/** A study file, once all of it has been checked. */
export type StudyState =
  | { readonly state: 'none' }
  | { readonly state: 'working' }
  | { readonly state: 'ready'; readonly study: CheckedStudy }
  | { readonly state: 'failed'; readonly why: 'newer' | 'damaged'; readonly message: string }

/** Everything that the dialog shows of an opening. */
export interface OpeningState {
  readonly phase: 'reading' | 'choosing' | 'committing' | 'over'
  readonly names: readonly string[]
  readonly progress: ReadingProgress | undefined
  /** Why nothing could be read or taken. */
  readonly failure: string | undefined
  readonly summaries: readonly FileSummary[]
  readonly assignments: Assignments
  readonly request: DatasetRequest | undefined
  readonly data: DataState
  /** Data that the networks say they were trained on, which come along in place of the study's own. */
  readonly toldData: Partial<Choices> | undefined
  readonly network: NetworkState | undefined
  readonly answers: Answers
  readonly curveKind: CurveKind
  readonly check: CheckState
  /** Where opened results are to be seen. */
  readonly resultsPlace: PublishedResults['place']
  readonly comparison: ComparisonState
  readonly study: StudyState
}

/** Before anything was read. */
export const nothingYet: OpeningState = {
  phase: 'reading',
  names: [],
  progress: undefined,
  failure: undefined,
  summaries: [],
  assignments: noAssignments,
  request: undefined,
  data: { state: 'none' },
  toldData: undefined,
  network: undefined,
  answers: {},
  curveKind: 'bezier',
  check: { state: 'none' },
  resultsPlace: 'alone',
  comparison: { state: 'none' },
  study: { state: 'none' },
}

/** What keeps the files from being taken. */
export type Obstacle =
  | { readonly kind: 'busy' | 'nothing' }
  | {
      readonly kind: 'data' | 'network' | 'check' | 'newer-study' | 'damaged-study'
      readonly message: string
    }

/** The first thing that keeps the files from being taken; undefined where they can be. */
export function findObstacle(state: OpeningState): Obstacle | undefined {
  const { phase, assignments, data, network, check, comparison, study } = state
  if (phase !== 'choosing' || study.state === 'working') return { kind: 'busy' }
  if (study.state === 'failed') return { kind: `${study.why}-study`, message: study.message }
  if (study.state === 'ready') return undefined
  const hasNetworks = assignments.endpoints.length > 0 || assignments.curve !== undefined
  const hasResults = assignments.results.length > 0 || comparison.state === 'ready'
  if (!assignments.data && !hasNetworks && !hasResults) return { kind: 'nothing' }
  if (data.state === 'working') return { kind: 'busy' }
  if (data.state === 'failed') return { kind: 'data', message: data.message }
  if (!hasNetworks) return undefined
  if (network?.problem !== undefined) return { kind: 'network', message: network.problem }
  if (check.state === 'failed') return { kind: 'check', message: check.message }
  return check.state === 'ready' ? undefined : { kind: 'busy' }
}
