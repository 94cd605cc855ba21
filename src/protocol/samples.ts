import type { SplitName } from '../core/data/dataset.ts'
import type { DataSpec } from './problem.ts'

/** Ask for labels and rows of a split. */
export interface ReadSamplesRequest {
  readonly data: DataSpec
  readonly split: SplitName
  /** Numbers, from 0, of the rows whose inputs are wanted; all of them where absent. */
  readonly rows?: Int32Array
}

/** Samples of a split: the labels of all its rows, and the inputs of those that were asked for. */
export interface SampleRows {
  /** 0…C − 1, one a row of the whole split. */
  readonly labels: Int32Array
  /** Rows×features as networks see them, and as they were before standardising; row-major. */
  readonly inputs: Float32Array
  readonly raw: Float32Array
  /** Numbers in a row. */
  readonly rowSize: number
}
