import type { StudyArray } from '../../protocol/study.ts'
import { ShelfError, type StudyHead, type StudyShelf } from '../keeping/shelf/studyShelf.ts'

/** What a test sees and steers of a shelf in memory. */
export interface FakeShelf extends StudyShelf {
  readonly heads: Map<string, StudyHead>
  readonly texts: Map<string, string>
  readonly arrays: Map<string, Map<string, StudyArray>>
  /** Every array and text that was written, in order. */
  readonly written: string[]
  /** Rejects every write with it. */
  failure: ShelfError | undefined
}

/** A shelf in memory. */
export function createFakeShelf(): FakeShelf {
  const heads = new Map<string, StudyHead>()
  const texts = new Map<string, string>()
  const arrays = new Map<string, Map<string, StudyArray>>()
  const written: string[] = []
  const refuse = () => {
    if (shelf.failure) throw shelf.failure
  }
  const shelf: FakeShelf = {
    heads,
    texts,
    arrays,
    written,
    failure: undefined,
    list: async () => [...heads.values()],
    async read(id) {
      const [head, text] = [heads.get(id), texts.get(id)]
      if (!head || text === undefined) return undefined
      return { head, record: { text, arrays: structuredClone(Object.fromEntries(arrays.get(id) ?? [])) } }
    },
    async addArray(id, name, array) {
      refuse()
      written.push(name)
      arrays.set(id, (arrays.get(id) ?? new Map()).set(name, array.slice()))
    },
    async write(head, text, names) {
      refuse()
      const before = heads.get(head.id)
      if (before && before.revision !== head.revision - 1) throw new ShelfError('written', 'two writers')
      if (!before && head.revision !== 1) throw new ShelfError('removed', 'gone')
      written.push('text')
      heads.set(head.id, head)
      texts.set(head.id, text)
      for (const name of arrays.get(head.id)?.keys() ?? []) {
        if (!names.has(name)) arrays.get(head.id)?.delete(name)
      }
    },
    async change(id, { deletedAt, ...patch }) {
      refuse()
      const head = heads.get(id)
      if (!head) return
      const { deletedAt: _, ...rest } = head
      heads.set(id, { ...rest, ...patch, ...(deletedAt !== undefined && { deletedAt }) })
    },
    async copy(id, head) {
      refuse()
      const before = heads.get(id)
      if (!before) throw new ShelfError('removed', 'gone')
      heads.set(head.id, { ...before, ...head, revision: 1 })
      texts.set(head.id, texts.get(id) ?? '')
      arrays.set(head.id, new Map(arrays.get(id)))
    },
    async removeDeleted(before) {
      for (const [id, { deletedAt }] of heads)
        if (deletedAt !== undefined && deletedAt < before) heads.delete(id)
    },
  }
  return shelf
}
