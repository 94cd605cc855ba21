import { EngineError } from '../../protocol/engineError.ts'
import type { Study } from '../context.ts'
import type { StudyState } from '../state.ts'

/** What decides which files there are. */
export type ExportState = Pick<StudyState, 'choices' | 'results' | 'kept' | 'probe' | 'segment' | 'opened'>

/** What a file is made of, and what can be missing for it. */
export type Needed =
  | 'data'
  | 'landscape'
  | 'profile'
  | 'segment'
  | 'curve'
  | 'endpoint'
  | 'history'
  | 'probe'
  | 'race'
  | 'experiment'

/** Why a file cannot be made yet: something was not computed, or belongs to other choices. */
export interface Lack {
  readonly what: Needed
  readonly state: 'missing' | 'stale'
}

/** Where a kind of file stands in a menu. */
export type ExportGroup = 'study' | 'figures' | 'results' | 'tables' | 'experiments' | 'networks'

/** How a file is made. */
export interface ExportOptions {
  /** Of PNG: pixels for each pixel of the figure, 1 to 4; 2 by default. */
  readonly scale?: number
  /** Of figures: for paper, which is light, or as the page is now. Paper by default. */
  readonly theme?: 'paper' | 'page'
  /** Stops the making; the promise then rejects with its reason. */
  readonly signal?: AbortSignal
}

/** One kind of file that leaves the lab. */
export interface ExportRow {
  /** Names of this kind, with what differs between them in groups. */
  readonly pattern: RegExp
  readonly group: ExportGroup
  /** The names on offer now. */
  readonly names: (state: ExportState) => readonly string[]
  /** What stands against making it; undefined when nothing does. */
  readonly lack: (state: ExportState, name: string) => Lack | undefined
  /** Makes the file of a name that the pattern knows and that lacks nothing. */
  readonly make: (study: Study, name: string, options: ExportOptions) => Promise<Blob>
}

/** Types of the files by their endings. */
const mediaTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  py: 'text/x-python',
  obj: 'model/obj',
}

/** A file by its name. */
export function toBlob(content: BlobPart, name: string): Blob {
  const ending = name.slice(name.lastIndexOf('.') + 1)
  return new Blob([content], { type: mediaTypes[ending] ?? 'application/octet-stream' })
}

/** The value of a call to the engine. @throws the signal's reason when it was cancelled */
export function finishedValue<T>(
  outcome: { readonly state: 'done'; readonly value: T } | { readonly state: 'cancelled' },
  signal: AbortSignal | undefined,
): T {
  if (outcome.state === 'done') return outcome.value
  signal?.throwIfAborted()
  throw new EngineError('internal', 'the export was cancelled')
}
