import { createFileReader } from '../../client/createFileReader.ts'
import type { GivenFile } from '../../protocol/fileReader.ts'
import type { Study } from '../context.ts'
import { createOpening, type Opening } from './createOpening.ts'

/** Starts reading files in a worker of their own. Loaded on demand: a page that opens nothing needs none of it. */
export function openFiles(study: Study, files: readonly GivenFile[]): Opening {
  return createOpening(study, files, createFileReader)
}
