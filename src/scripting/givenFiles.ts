import { refuse } from './isthmusError.ts'

/** A file as scripts give it: a File, or bytes with a name. */
export type ScriptFile =
  | File
  | { readonly name: string; readonly data: Blob | ArrayBuffer | Uint8Array<ArrayBuffer> }

/**
 * Files in the order given, from one file or a list of any kind. @throws IsthmusError `invalid-request` for anything else, and
 * for bytes without a name
 */
export function readGivenFiles(given: unknown): File[] {
  const list = isIterable(given) ? [...given] : [given]
  if (list.length === 0) throw refuse('open needs at least one file')
  return list.map(toFile)
}

function isIterable(given: unknown): given is Iterable<unknown> {
  return typeof given === 'object' && given !== null && Symbol.iterator in given && !ArrayBuffer.isView(given)
}

function toFile(given: unknown, index: number): File {
  if (given instanceof File) return given
  if (typeof given === 'object' && given !== null && 'data' in given && 'name' in given) {
    const { name, data } = given
    if (typeof name === 'string' && name !== '' && isBytes(data)) return new File([data], name)
  }
  throw refuse(
    `file ${index + 1} must be a File or { name, data } with data a Blob, an ArrayBuffer or a Uint8Array`,
  )
}

function isBytes(data: unknown): data is Blob | ArrayBuffer | Uint8Array<ArrayBuffer> {
  return data instanceof Blob || data instanceof ArrayBuffer || data instanceof Uint8Array
}
