import { deleteDB } from 'idb'
import { afterEach, expect, it } from 'vitest'
import { fingerprintNumbers } from '../../../core/fingerprint.ts'
import { createBrowserShelf } from './createBrowserShelf.ts'
import type { StudyHead, StudyShelf } from './studyShelf.ts'

const database = 'isthmus test'

afterEach(() => deleteDB(database, { blocked: () => {} }))

const head: StudyHead = {
  id: 's1',
  revision: 1,
  name: 'First',
  link: 'seed1=3',
  createdAt: 1,
  changedAt: 2,
  usedAt: 2,
  byteLength: 9,
  fromRecording: false,
}

async function fill(shelf: StudyShelf): Promise<void> {
  await shelf.addArray('s1', 'a0', Float32Array.of(1, -0, Number.NaN))
  await shelf.addArray('s1', 'a1', new Uint8Array(0))
  await shelf.write(head, 'text', new Set(['a0', 'a1']))
}

it('gives back what was put down, also to another page', async () => {
  await fill(createBrowserShelf(database))
  const shelf = createBrowserShelf(database)
  expect(await shelf.list()).toEqual([head])
  expect(await shelf.read('s1')).toEqual({
    head,
    record: { text: 'text', arrays: { a0: Float32Array.of(1, -0, Number.NaN), a1: new Uint8Array(0) } },
  })
  expect(await shelf.read('s2')).toBeUndefined()
})

it('cuts long arrays and puts them together again, bit by bit', async () => {
  const shelf = createBrowserShelf(database)
  const long = Float64Array.from({ length: 1_200_000 }, (_, i) => Math.sin(i))
  await shelf.addArray('s1', 'a0', long)
  await shelf.write(head, '', new Set(['a0']))
  const kept = await shelf.read('s1')
  expect(fingerprintNumbers([kept?.record.arrays.a0 ?? []])).toBe(fingerprintNumbers([long]))
  // A shorter one under the same name leaves nothing of the longer one.
  await shelf.addArray('s1', 'a0', Float64Array.of(1))
  expect((await shelf.read('s1'))?.record.arrays.a0).toEqual(Float64Array.of(1))
})

it('forgets arrays that the text does not name any more', async () => {
  const shelf = createBrowserShelf(database)
  await fill(shelf)
  await shelf.addArray('s1', 'a2', Int32Array.of(5))
  await shelf.write({ ...head, revision: 2 }, 'text 2', new Set(['a0', 'a2']))
  const { arrays, text } = (await shelf.read('s1'))?.record ?? { arrays: {}, text: '' }
  expect([text, Object.keys(arrays)]).toEqual(['text 2', ['a0', 'a2']])
})

it('keeps the former study until the new text is there', async () => {
  const shelf = createBrowserShelf(database)
  await fill(shelf)
  await shelf.addArray('s1', 'a2', Int32Array.of(5))
  expect((await shelf.read('s1'))?.record.text).toBe('text')
  expect((await shelf.read('s1'))?.record.arrays.a0).toEqual(Float32Array.of(1, -0, Number.NaN))
})

it('notices two writers, and a study that was removed', async () => {
  const shelf = createBrowserShelf(database)
  await fill(shelf)
  await shelf.write({ ...head, revision: 2 }, 'of one tab', new Set())
  const late = shelf.write({ ...head, revision: 2 }, 'of the other', new Set())
  await expect(late).rejects.toMatchObject({ why: 'written' })
  expect((await shelf.read('s1'))?.record.text).toBe('of one tab')
  const lost = shelf.write({ ...head, id: 's2', revision: 5 }, '', new Set())
  await expect(lost).rejects.toMatchObject({ why: 'removed' })
  expect(await shelf.list()).toHaveLength(1)
})

it('copies, marks, brings back and removes', async () => {
  const shelf = createBrowserShelf(database)
  await fill(shelf)
  await shelf.copy('s1', { id: 's2', name: 'Second', createdAt: 5, changedAt: 5, usedAt: 5 })
  const copied = await shelf.read('s2')
  expect(copied?.record).toEqual((await shelf.read('s1'))?.record)
  expect(copied?.head).toMatchObject({ revision: 1, name: 'Second', createdAt: 5, link: 'seed1=3' })
  await shelf.change('s1', { deletedAt: 10 })
  await shelf.removeDeleted(10)
  expect(await shelf.list()).toHaveLength(2)
  await shelf.change('s1', { deletedAt: undefined })
  await shelf.removeDeleted(100)
  expect(await shelf.list()).toHaveLength(2)
  await shelf.change('s1', { deletedAt: 10 })
  await shelf.removeDeleted(11)
  expect((await shelf.list()).map(({ id }) => id)).toEqual(['s2'])
  expect(await shelf.read('s1')).toBeUndefined()
})

it('names a full disk and a browser without storage', async () => {
  const { put } = IDBObjectStore.prototype
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('no room', 'QuotaExceededError')
  }
  try {
    await expect(fill(createBrowserShelf(database))).rejects.toMatchObject({ why: 'full' })
  } finally {
    IDBObjectStore.prototype.put = put
  }
  const { open } = IDBFactory.prototype
  IDBFactory.prototype.open = () => {
    throw new DOMException('forbidden', 'SecurityError')
  }
  const shelf = createBrowserShelf(database)
  try {
    await expect(shelf.list()).rejects.toMatchObject({ why: 'missing' })
  } finally {
    IDBFactory.prototype.open = open
  }
  // It tries again.
  expect(await shelf.list()).toEqual([])
})
