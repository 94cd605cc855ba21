import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { StudyArray } from '../../../protocol/study.ts'
import { ShelfError, type StudyHead } from './studyShelf.ts'

/** Studies in three tables, so that a list is quick and an unchanged array is never written again. */
export interface ShelfSchema extends DBSchema {
  heads: { key: string; value: StudyHead }
  texts: { key: string; value: string }
  /** By study, name and number of the piece. */
  arrays: { key: [id: string, name: string, piece: number]; value: StudyArray }
}

export type ShelfDatabase = IDBPDatabase<ShelfSchema>

const databaseVersion = 1

/** Opens the browser's storage. @throws ShelfError `missing` where there is none, as in some private windows */
export async function openShelfDatabase(name: string): Promise<ShelfDatabase> {
  // Reading the name alone may throw where storage is forbidden.
  if (typeof globalThis.indexedDB === 'undefined')
    throw new ShelfError('missing', 'this browser has no IndexedDB')
  const database = await openDB<ShelfSchema>(name, databaseVersion, {
    upgrade(fresh) {
      fresh.createObjectStore('heads', { keyPath: 'id' })
      fresh.createObjectStore('texts')
      fresh.createObjectStore('arrays')
    },
    // A newer page in another tab waits for this one to let go.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  })
  return database
}

/** The shelf's words for what the browser threw. */
export function toShelfError(error: unknown): ShelfError {
  if (error instanceof ShelfError) return error
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) }
  if (name === 'QuotaExceededError') return new ShelfError('full', message)
  const isMissing = ['SecurityError', 'InvalidStateError', 'UnknownError', 'VersionError'].includes(name)
  return new ShelfError(isMissing ? 'missing' : 'failed', message)
}
