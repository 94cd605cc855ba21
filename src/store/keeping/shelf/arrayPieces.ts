import type { StudyArray } from '../../../protocol/study.ts'

/** Bytes that are copied at a stretch: under a millisecond. */
const pieceBytes = 2 ** 20

/** Cuts an array into pieces with memory of their own; an empty one is one empty piece. */
export function* cutArray(array: StudyArray): Generator<StudyArray> {
  const length = pieceBytes / array.BYTES_PER_ELEMENT
  for (let start = 0; start === 0 || start < array.length; start += length) {
    yield array.slice(start, start + length)
  }
}

/** Puts pieces of one kind together again. @throws RangeError where there are none or they differ in kind */
export function joinPieces(pieces: readonly StudyArray[]): StudyArray {
  const [first] = pieces
  if (!first) throw new RangeError('an array without pieces')
  if (pieces.length === 1) return first
  const total = pieces.reduce((sum, { length }) => sum + length, 0)
  const joined = new (first.constructor as new (length: number) => StudyArray)(total)
  let at = 0
  for (const piece of pieces) {
    if (piece.constructor !== first.constructor) throw new RangeError('pieces of different kinds')
    joined.set(piece, at)
    at += piece.length
  }
  return joined
}
