import type { IDBPTransaction } from 'idb'
import type { StudyArray } from '../../../protocol/study.ts'
import { cutArray, joinPieces } from './arrayPieces.ts'
import { openShelfDatabase, type ShelfDatabase, type ShelfSchema, toShelfError } from './shelfDatabase.ts'
import { ShelfError, type StudyHead, type StudyShelf } from './studyShelf.ts'

type Table = 'heads' | 'texts' | 'arrays'
type Writing = IDBPTransaction<ShelfSchema, Table[], 'readwrite'>

const tables: Table[] = ['heads', 'texts', 'arrays']

/** Everything of one study, or of one of its arrays: a list sorts behind every text and number. */
function keysOf(...start: readonly string[]): IDBKeyRange {
  return IDBKeyRange.bound(start, [...start, []])
}

/** A shelf in IndexedDB. It opens with the first call; where that fails, the next call tries again. */
export function createBrowserShelf(name = 'isthmus'): StudyShelf {
  let opened: Promise<ShelfDatabase> | undefined
  const open = async () => {
    opened ??= openShelfDatabase(name)
    try {
      const database = await opened
      database.onclose = () => {
        opened = undefined
      }
      return database
    } catch (error) {
      opened = undefined
      throw toShelfError(error)
    }
  }
  const write = async (work: (transaction: Writing) => Promise<void>) => inTransaction(await open(), work)
  return {
    async list() {
      return (await open()).getAll('heads').catch(rethrow)
    },
    async read(id) {
      return readStudy(await open(), id).catch(rethrow)
    },
    async addArray(id, array, values) {
      let number = 0
      for (const piece of cutArray(values)) {
        const key: [string, string, number] = [id, array, number++]
        // A page that died may have left longer remains under this name.
        await write(async (transaction) => {
          const store = transaction.objectStore('arrays')
          if (key[2] === 0) await store.delete(keysOf(id, array))
          await store.put(piece, key)
        })
      }
    },
    write: (head, text, names) => write((transaction) => writeStudy(transaction, { head, text, names })),
    change: (id, patch) =>
      write(async (transaction) => {
        const heads = transaction.objectStore('heads')
        const head = await heads.get(id)
        if (head) await heads.put(withoutUndefined({ ...head, ...patch }))
      }),
    copy: (id, head) => write((transaction) => copyStudy(transaction, id, head)),
    removeDeleted: (before) => write((transaction) => removeDeleted(transaction, before)),
  }
}

function rethrow(error: unknown): never {
  throw toShelfError(error)
}

function withoutUndefined(
  head: Omit<StudyHead, 'deletedAt'> & { readonly deletedAt?: number | undefined },
): StudyHead {
  const { deletedAt, ...rest } = head
  return deletedAt === undefined ? rest : { ...rest, deletedAt }
}

/** Works in one transaction, of which nothing stays where a part fails. @throws ShelfError */
async function inTransaction(
  database: ShelfDatabase,
  work: (transaction: Writing) => Promise<void>,
): Promise<void> {
  const transaction = database.transaction(tables, 'readwrite')
  // Also told by the requests, and nobody listens once one of them has failed.
  transaction.done.catch(() => {})
  try {
    await work(transaction)
    await transaction.done
  } catch (error) {
    try {
      transaction.abort()
    } catch {
      // It ended by itself.
    }
    throw toShelfError(transaction.error ?? error)
  }
}

async function readStudy(database: ShelfDatabase, id: string) {
  const transaction = database.transaction(tables, 'readonly')
  const head = await transaction.objectStore('heads').get(id)
  const text = await transaction.objectStore('texts').get(id)
  if (!head || text === undefined) return undefined
  const pieces = new Map<string, StudyArray[]>()
  const store = transaction.objectStore('arrays')
  for (let cursor = await store.openCursor(keysOf(id)); cursor; cursor = await cursor.continue()) {
    const [, name] = cursor.key
    pieces.set(name, [...(pieces.get(name) ?? []), cursor.value])
  }
  const arrays = Object.fromEntries([...pieces].map(([name, parts]) => [name, joinPieces(parts)]))
  return { head, record: { text, arrays } }
}

interface Written {
  readonly head: StudyHead
  readonly text: string
  readonly names: ReadonlySet<string>
}

async function writeStudy(transaction: Writing, { head, text, names }: Written): Promise<void> {
  const heads = transaction.objectStore('heads')
  const before = await heads.get(head.id)
  if (before && before.revision !== head.revision - 1) {
    throw new ShelfError('written', `revision ${before.revision} is kept, ${head.revision} was to be written`)
  }
  if (!before && head.revision !== 1) throw new ShelfError('removed', 'the study is not kept any more')
  await heads.put(head)
  await transaction.objectStore('texts').put(text, head.id)
  const arrays = transaction.objectStore('arrays')
  for (const key of await arrays.getAllKeys(keysOf(head.id))) {
    if (!names.has(key[1])) await arrays.delete(key)
  }
}

async function copyStudy(
  transaction: Writing,
  id: string,
  patch: Parameters<StudyShelf['copy']>[1],
): Promise<void> {
  const head = await transaction.objectStore('heads').get(id)
  const text = await transaction.objectStore('texts').get(id)
  if (!head || text === undefined) throw new ShelfError('removed', 'the study is not kept any more')
  await transaction.objectStore('heads').put({ ...head, ...patch, revision: 1 })
  await transaction.objectStore('texts').put(text, patch.id)
  const arrays = transaction.objectStore('arrays')
  for (let cursor = await arrays.openCursor(keysOf(id)); cursor; cursor = await cursor.continue()) {
    const [, name, piece] = cursor.key
    await arrays.put(cursor.value, [patch.id, name, piece])
  }
}

async function removeDeleted(transaction: Writing, before: number): Promise<void> {
  const heads = transaction.objectStore('heads')
  for (const { id, deletedAt } of await heads.getAll()) {
    if (deletedAt === undefined || deletedAt >= before) continue
    await heads.delete(id)
    await transaction.objectStore('texts').delete(id)
    await transaction.objectStore('arrays').delete(keysOf(id))
  }
}
