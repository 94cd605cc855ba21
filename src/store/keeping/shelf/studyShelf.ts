import type { StudyArray, StudyRecord } from '../../../protocol/study.ts'
import type { KeepingFailure } from '../keepingState.ts'

/** What is known of a kept study without reading it. */
export interface StudyHead {
  readonly id: string
  /** Counts how often it was written, so that two tabs notice each other. */
  readonly revision: number
  /** Empty where nobody gave it a name. */
  readonly name: string
  /** The link of what it shows. */
  readonly link: string
  /** Moments in milliseconds since 1970. */
  readonly createdAt: number
  readonly changedAt: number
  readonly usedAt: number
  /** Present while it can still be brought back. */
  readonly deletedAt?: number
  readonly byteLength: number
  /** Whether its results came from a recording and were not computed in this browser. */
  readonly fromRecording: boolean
  /** A small PNG of its landscape. */
  readonly picture?: Uint8Array<ArrayBuffer>
}

/** A study as it is kept. */
export interface KeptStudy {
  readonly head: StudyHead
  readonly record: StudyRecord
}

/** The two ways in which another tab can have come in between: it wrote the study, or removed it. */
export type ShelfConflict = 'written' | 'removed'

/** Why a shelf could not do what it was asked for. */
export class ShelfError extends Error {
  readonly why: KeepingFailure | ShelfConflict

  constructor(why: ShelfError['why'], message: string) {
    super(message)
    this.name = 'ShelfError'
    this.why = why
  }
}

/**
 * Where the browser keeps studies. Arrays are put down one by one, before the text that names them, so that a page that dies in
 * between leaves what was there. Every method may reject with a ShelfError.
 */
export interface StudyShelf {
  /** All studies, the deleted ones that can be brought back included. */
  list(): Promise<readonly StudyHead[]>
  read(id: string): Promise<KeptStudy | undefined>
  /** Puts down an array that the next `write` of the study may name. */
  addArray(id: string, name: string, array: StudyArray): Promise<void>
  /** Writes a study and forgets its arrays that are not among `names`. Its revision must follow the one that is kept. */
  write(head: StudyHead, text: string, names: ReadonlySet<string>): Promise<void>
  /** Changes what is known of a study, if it is there. */
  change(
    id: string,
    patch: Partial<Pick<StudyHead, 'name' | 'usedAt'>> & { readonly deletedAt?: number | undefined },
  ): Promise<void>
  copy(id: string, head: Pick<StudyHead, 'id' | 'name' | 'createdAt' | 'changedAt' | 'usedAt'>): Promise<void>
  /** Forgets studies for good that were deleted before a moment and not brought back. */
  removeDeleted(before: number): Promise<void>
}
