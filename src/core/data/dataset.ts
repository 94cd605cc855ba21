/** One split of a data set: `inputs` row-major `[count, …inputShape]`, `labels` in 0…classCount − 1. */
export interface SplitData {
  readonly count: number
  readonly inputs: Float32Array
  readonly labels: Int32Array
}

/** A classification data set, split. */
export interface Dataset {
  readonly inputShape: readonly number[]
  readonly classCount: number
  readonly train: SplitData
  readonly test: SplitData
}

/** A data set and what its classes are called. */
export interface NamedDataset {
  readonly dataset: Dataset
  readonly classNames: readonly string[]
}

/** Which part of a data set is meant; always written out. */
export type SplitName = 'train' | 'test'
