import type { CurveKind } from '../core/curves/curve.ts'
import type { ArrayDataOptions } from '../core/data/arrayData.ts'
import type { NamedDataset } from '../core/data/dataset.ts'
import type { ImageDataOptions } from '../core/data/imageData.ts'
import type { TableDataOptions } from '../core/data/tableData.ts'
import type { Architecture } from '../core/networks/architecture.ts'
import type { TensorShape } from '../core/networks/stateTensor.ts'
import type { PublishedLayer, PublishedResult } from './publishedResult.ts'
import type { StudyRecord } from './study.ts'

/** A file as the page hands it over; the browser's File is one. */
export interface GivenFile {
  readonly name: string
  /** Bytes. */
  readonly size: number
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> }
}

/** A column of a table as the page needs it to ask about. */
export interface ColumnSummary {
  readonly name: string
  readonly type: 'number' | 'text'
  /** Different values, at most 257. */
  readonly distinct: number
  /** All values as words, in order, where there are two to twenty beside missing ones: they could tell test rows. */
  readonly splitValues?: readonly string[]
}

/** Arrays of a file that are a data set by their names. */
export interface ArraysSummary {
  readonly rows: number
  readonly hasTest: boolean
  /** Of images kept as bytes, which can be normalised; 0 for others. */
  readonly channels: number
}

/** A checkpoint of a whole curve. */
export interface CurveSummary {
  /** By its coefficients; absent where they tell nothing. */
  readonly kind?: CurveKind
  readonly controlPointCount: number
  /** Tensors of one of its networks, under plain names. */
  readonly tensors: readonly TensorShape[]
}

/** Results of other programs that are known by their arrays. */
export type ResultsKind = 'curve' | 'plane' | 'chain' | 'surface' | 'directions' | 'projection'

/** What a file of results holds. */
export interface ResultsSummary {
  readonly kind: ResultsKind
  /** Points along each axis of a plane or along a path or trajectory; of directions how many there are. */
  readonly size: readonly number[]
  readonly layers: readonly Pick<PublishedLayer, 'split' | 'quantity'>[]
}

/** What a file turned out to hold, without the numbers themselves. */
export type FileSummary = { readonly name: string; readonly bytes: number } & (
  | {
      readonly kind: 'tensors'
      readonly format: string
      readonly tensors: readonly TensorShape[]
      readonly key: string
      readonly skipped: readonly string[]
      readonly arrays?: ArraysSummary
      readonly curve?: CurveSummary
      readonly results?: ResultsSummary
      /** The network that the file says it holds, as its JSON has it. */
      readonly architecture?: unknown
      /** The link of the study that the file says it comes from. */
      readonly link?: string
    }
  | {
      readonly kind: 'table'
      readonly format: string
      readonly rows: number
      /** Commas in its numbers were read as decimal ones. */
      readonly decimalComma: boolean
      readonly columns: readonly ColumnSummary[]
      readonly labelGuess?: string
      readonly splitGuess?: string
    }
  | {
      readonly kind: 'images' | 'labels' | 'labelled-images'
      readonly format: string
      readonly count: number
      readonly channels: number
      /** Whether its name says that it is for testing. */
      readonly isTest: boolean
    }
  | { readonly kind: 'json'; readonly format: string; readonly value: unknown }
  /** `shards`: the files that an index of a checkpoint names. */
  | { readonly kind: 'shard-index'; readonly format: string; readonly shards: readonly string[] }
  /** A study of this page; `study` reads it. */
  | { readonly kind: 'study'; readonly format: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unreadable'; readonly message: string }
)

/** Reading is at file number `file` (from 0), of which `share` is read. */
export interface ReadingProgress {
  readonly file: number
  readonly share: number
}

/** How a data set is made; files by their number in `read`. */
export type DatasetRequest =
  | { readonly kind: 'arrays'; readonly file: number; readonly options: ArrayDataOptions }
  | {
      readonly kind: 'table'
      readonly file: number
      /** A table of the same columns, whose rows are test where the split is by files. */
      readonly test?: number
      readonly options: Omit<TableDataOptions, 'split'> & {
        readonly split: TableDataOptions['split'] | { readonly by: 'files' }
      }
    }
  | { readonly kind: 'images'; readonly files: readonly number[]; readonly options: ImageDataOptions }

/** A data set, its name for links, and what was left out of it. */
export interface ReadDataset extends NamedDataset {
  readonly id: string
  /** Rows with a missing cell. */
  readonly leftOut: number
  /** Columns that are no features. */
  readonly unused: readonly string[]
}

/** Where the tensors of one network stand: a file, or an index with the files that it names. */
export interface WeightsRequest {
  readonly file: number
  readonly shards?: readonly number[]
  readonly architecture: Architecture
}

/** One network's numbers in the layout of its architecture, and their name for links. */
export interface ReadWeights {
  readonly id: string
  readonly weights: Float32Array
  readonly buffers: Float32Array
  /** Running statistics that the file lacks. */
  readonly missing: readonly string[]
  /** Tensors that have no place in the network. */
  readonly unexpected: readonly string[]
}

/** The control points of a curve from its start to its end, and its name for links. */
export interface ReadCurve {
  readonly id: string
  readonly controlPoints: readonly ReadWeights[]
}

/** A file of directions and the network that they were made for. */
export interface DirectionsRequest {
  readonly file: number
  readonly architecture: Architecture
  /** The checkpoint that they start from, where it was opened too: they follow the order of its tensors. */
  readonly checkpoint?: Omit<WeightsRequest, 'architecture'>
}

/** One direction in weight space in the layout of an architecture; running statistics move only in directions of whole states. */
export interface ReadDirection {
  readonly weights: Float32Array
  readonly buffers: Float32Array
}

/**
 * The worker that reads files nobody vouches for: it keeps what they hold until it is ended. A file that cannot be read is a
 * summary that says why; the later verbs throw EngineErrors (`format`, `shape-mismatch`, `invalid-request`).
 */
export interface FileReaderApi {
  read(
    files: readonly GivenFile[],
    onProgress: (progress: ReadingProgress) => void,
  ): Promise<readonly FileSummary[]>
  dataset(request: DatasetRequest): Promise<ReadDataset>
  weights(request: WeightsRequest): Promise<ReadWeights>
  curve(request: WeightsRequest): Promise<ReadCurve>
  /** The result in a file that is one. */
  result(file: number): Promise<PublishedResult>
  /** A study whose bytes are those that were written; its arrays leave the worker, so it is given once. */
  study(file: number): Promise<StudyRecord>
  /** One or two directions. */
  directions(request: DirectionsRequest): Promise<readonly ReadDirection[]>
}
