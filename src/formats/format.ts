import type { TableColumn } from '../core/data/tableColumn.ts'
import type { NamedTensor } from './tensor.ts'

/** A file as it was given: read in pieces, so that a large one never has to be in memory twice. */
export interface FileSource {
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** The bytes from `start` up to `end`, both within the file. */
  slice(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>
}

/** What a file turned out to hold. What it is for (an endpoint, a data set, a result) is decided over all files together. */
export type FileContent =
  | {
      readonly kind: 'tensors'
      readonly tensors: readonly NamedTensor[]
      /** Key under which a checkpoint held them, such as `model_state`; empty where they stood at the top. */
      readonly key: string
      readonly metadata: Readonly<Record<string, string>>
      /** Names of what the file holds besides and was left alone, such as skipped classes; for the person to see. */
      readonly skipped: readonly string[]
    }
  | {
      readonly kind: 'table'
      /** Columns by name, in order; text columns keep their words. */
      readonly columns: readonly TableColumn[]
      readonly rows: number
      /** What separates its cells, and whether its first row was taken for their names. */
      readonly delimiter: string
      readonly header: boolean
      /** Whether commas in its numbers were read as decimal ones. */
      readonly decimalComma: boolean
    }
  | {
      readonly kind: 'images'
      readonly shape: readonly [count: number, channels: number, height: number, width: number]
      readonly pixels: Uint8Array
    }
  | { readonly kind: 'labels'; readonly labels: Uint8Array; readonly classNames?: readonly string[] }
  | {
      readonly kind: 'labelled-images'
      readonly shape: readonly [number, number, number, number]
      readonly pixels: Uint8Array
      readonly labels: Uint8Array
      /** Where the format fixes them. */
      readonly classNames?: readonly string[]
    }
  | { readonly kind: 'json'; readonly value: unknown }

/** How far reading has come, 0…1. */
export type ReadProgress = (share: number) => void

/** One file format; the registry is a table of these. */
export interface Format {
  readonly name: string
  /** Whether a file is of this format, by its first bytes (at least 512 where the file has them) and its name. */
  matches(head: Uint8Array, file: Pick<FileSource, 'name' | 'size'>): boolean
  /** @throws FormatError naming the format and the place */
  parse(file: FileSource, progress?: ReadProgress): Promise<FileContent>
}

/** Largest file that is opened, in bytes: an ArrayBuffer of more is refused by browsers. */
export const largestFileBytes = 2 ** 31
