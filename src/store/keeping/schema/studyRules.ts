import * as v from 'valibot'
import type { Dataset, SplitData } from '../../../core/data/dataset.ts'
import type { LoadedData } from '../../../protocol/engineApi.ts'
import type { ResumeState, StoredWeights } from '../../../protocol/training.ts'
import type { Arithmetic, Fingerprint } from '../../fingerprint.ts'
import type { ProfileResult, Results } from '../../results.ts'
import type { OpenedEndpoint } from '../../state.ts'
import type { OpenedContent } from '../studyContent.ts'
import type { StudyLabel } from '../studyText.ts'
import { profileResult, studyResults } from './resultRules.ts'
import {
  anyNumber,
  count,
  float32s,
  int32s,
  listOf,
  optional,
  type Rule,
  shaped,
  weightsId,
  words,
} from './shapes.ts'

const resume: Rule<ResumeState> = shaped<ResumeState>({
  slots: v.pipe(v.array(float32s), v.maxLength(2)),
  steps: count,
  epochs: count,
})

const storedWeights: Rule<StoredWeights> = shaped<StoredWeights>({
  id: weightsId,
  weights: float32s,
  buffers: float32s,
  resume: optional(resume),
})

const split: Rule<SplitData> = shaped<SplitData>({ count, inputs: float32s, labels: int32s })

const loadedData: Rule<LoadedData> = shaped<LoadedData>({
  id: words,
  dataset: shaped<Dataset>({ inputShape: listOf(count), classCount: count, train: split, test: split }),
  classNames: listOf(words),
})

const opened: Rule<OpenedContent> = shaped<OpenedContent>({
  data: listOf(loadedData),
  endpoints: v.record(v.string(), shaped<OpenedEndpoint>({ id: weightsId, parameterCount: count })),
  curves: v.record(v.string(), listOf(weightsId)),
})

const fingerprint: Rule<Fingerprint> = shaped<Fingerprint>({
  backend: v.picklist(['simd.fused', 'simd.plain', 'webgpu', 'tf-cpu', 'tf-webgpu'] satisfies Arithmetic[]),
  hash: v.pipe(v.string(), v.hexadecimal(), v.length(16)),
  samples: v.pipe(v.array(anyNumber), v.maxLength(8)),
})

/** What a study text says, in both of its formats. */
export interface SaidStudy extends StudyLabel {
  readonly version: number
  readonly link: string
  readonly results: Results
  readonly kept?: readonly ProfileResult[]
  readonly weights: readonly StoredWeights[]
  readonly opened?: OpenedContent
  readonly fingerprint?: Fingerprint
}

/** Checks the shape of everything that a study text says. */
export const saidStudy: Rule<SaidStudy> = shaped<SaidStudy>({
  version: count,
  name: optional(v.pipe(v.string(), v.maxLength(200))),
  savedAt: optional(count),
  link: words,
  results: studyResults,
  kept: optional(v.pipe(v.array(profileResult), v.maxLength(12))),
  weights: listOf(storedWeights),
  opened: optional(opened),
  fingerprint: optional(fingerprint),
})
