import { expect, it } from 'vitest'
import { createProgress } from './progress.ts'

function createStorage(text: string | null = null) {
  const kept = { text }
  return {
    kept,
    storage: {
      getItem: () => kept.text,
      setItem: (_: string, value: string) => {
        kept.text = value
      },
    },
  }
}

it('remembers steps, the place and the best score', () => {
  const { storage, kept } = createStorage()
  const progress = createProgress(storage)
  progress.noteSeen('bend', 2)
  for (const step of [0, 1, 1]) progress.noteDone('bend', step)
  for (const score of [0.3, 0.2, 0.25]) progress.noteScore(score)
  progress.showNotes(true)
  const again = createProgress({ ...storage, getItem: () => kept.text })
  expect(again.store.getState()).toMatchObject({
    done: { bend: [0, 1] },
    seen: { bend: 2 },
    best: 0.2,
    notes: true,
  })
  again.forget()
  expect(createProgress(storage).store.getState()).toEqual({ done: {}, seen: {}, notes: false })
})

it.each([
  ['no JSON', '{'],
  ['another shape', '{"done":[]}'],
  ['numbers out of bounds', '{"done":{"bend":[1000000]},"seen":{},"notes":false}'],
  ['a name that is none', '{"done":{},"seen":{"__Proto__":1},"notes":false}'],
  ['a score that is no number', '{"done":{},"seen":{},"notes":false,"best":"0"}'],
])('begins anew where the browser has %s', (_, text) => {
  expect(createProgress(createStorage(text).storage).store.getState()).toMatchObject({ done: {}, seen: {} })
})

it('goes on without a storage, and with one that refuses', () => {
  const refuse = () => {
    throw new Error('denied')
  }
  for (const storage of [undefined, { getItem: refuse, setItem: refuse }]) {
    const progress = createProgress(storage)
    progress.noteDone('wall', 3)
    expect(progress.store.getState().done).toEqual({ wall: [3] })
  }
})
