import type { DtypeName } from './dtypes.ts'

/** Elements of a tensor as they are held: f16 and bf16 are widened to float32, which is exact; bool is 0 or 1. */
export type TensorData =
  | Float64Array
  | Float32Array
  | BigInt64Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint8Array

/** A named array of a file: `data` holds the product of `shape` elements, row-major. */
export interface NamedTensor {
  readonly name: string
  readonly shape: readonly number[]
  /** Type in the file, before any widening. */
  readonly dtype: DtypeName
  readonly data: TensorData
}
