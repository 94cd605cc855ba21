import * as v from 'valibot'
import type { Augmentation } from '../../../core/data/augmentImages.ts'
import type { Architecture } from '../../../core/networks/architecture.ts'
import { parseArchitecture } from '../../../core/networks/parseArchitecture.ts'
import { ShapeError } from '../../../core/networks/shapeError.ts'
import type {
  Attribution,
  BackendReport,
  DataPicture,
  DataSpec,
  DataSummary,
  GeneratedData,
  OpenedData,
  Problem,
  ShippedData,
} from '../../../protocol/problem.ts'
import { bytes, count, finite, float32s, listOf, optional, type Rule, shaped, words } from './shapes.ts'

const architecture: Rule<Architecture> = v.custom<Architecture>((value) => {
  try {
    parseArchitecture(value)
    return true
  } catch (error) {
    if (error instanceof ShapeError) return false
    throw error
  }
}, 'not the layers of a network')

const augmentation: Rule<Augmentation> = shaped<Augmentation>({
  copies: count,
  shift: count,
  flip: v.boolean(),
  seed: count,
})

const dataSpec: Rule<DataSpec> = v.union([
  shaped<GeneratedData>({
    source: v.picklist(['moons', 'circles', 'spirals', 'blobs', 'xor']),
    size: count,
    noise: finite,
    classCount: count,
    seed: count,
    testShare: finite,
    standardize: v.boolean(),
  }),
  shaped<ShippedData>({
    source: v.picklist(['digits', 'iris', 'wine', 'breast_cancer']),
    testShare: finite,
    standardize: v.boolean(),
    augment: optional(augmentation),
  }),
  shaped<OpenedData>({
    source: v.literal('opened'),
    id: words,
    standardize: v.boolean(),
    augment: optional(augmentation),
  }),
])

/** Data, network and backend. */
export const problem: Rule<Problem> = shaped<Problem>({
  data: dataSpec,
  architecture,
  backend: v.picklist(['auto', 'simd', 'webgpu', 'tf-cpu', 'tf-webgpu']),
})

/** What computed, and why that. */
export const backendReport: Rule<BackendReport> = shaped<BackendReport>({
  name: v.picklist(['simd', 'webgpu', 'tf-cpu', 'tf-webgpu']),
  reason: v.picklist([
    'chosen',
    'gpu',
    'small-network',
    'no-simd',
    'no-webgpu',
    'insecure-context',
    'no-adapter',
    'software-adapter',
    'device-lost',
    'out-of-memory',
    'unsupported',
  ]),
  adapter: words,
  build: optional(v.picklist(['fused', 'plain'])),
  threads: optional(count),
})

/** An address that may become a link on the page. */
const webAddress: Rule<string> = v.pipe(v.string(), v.regex(/^(https?:\/\/|$)/))

const attribution: Rule<Attribution> = shaped<Attribution>({
  title: words,
  source: words,
  sourceUrl: webAddress,
  citation: words,
  changes: words,
  licence: words,
  licenceUrl: webAddress,
})

const picture: Rule<DataPicture> = v.union([
  shaped<Extract<DataPicture, { kind: 'points' }>>({
    kind: v.literal('points'),
    points: float32s,
    labels: bytes,
    projected: v.boolean(),
  }),
  shaped<Extract<DataPicture, { kind: 'images' }>>({
    kind: v.literal('images'),
    width: count,
    height: count,
    pixels: bytes,
    labels: bytes,
  }),
])

/** What the page shows of a data set. */
export const dataSummary: Rule<DataSummary> = shaped<DataSummary>({
  inputShape: listOf(count),
  classCount: count,
  classNames: listOf(words),
  trainCount: count,
  testCount: count,
  classSizes: listOf(count),
  picture,
  attribution: optional(attribution),
})
