import { expect, it } from 'vitest'
import { createFinishedStudy, fakeNetwork } from '../fakes/createFakeStudy.ts'
import { packStudy } from '../keeping/packStudy.ts'
import { followLesson, readLessonMemory } from './lessonMemory.ts'
import { beginStep, type LessonStage, leaveLesson } from './lessonStudy.ts'

const stage: LessonStage = {
  recorded: 'moons',
  words: '',
  continues: false,
  alone: '',
  highlight: undefined,
  needs: [],
}

function createStorage(text: string | null = null) {
  const kept = { text }
  return {
    getItem: () => kept.text,
    setItem: (_: string, value: string) => {
      kept.text = value
    },
  }
}

it('remembers the step of the lesson that is under way, and that it was left', async () => {
  const { study, fake } = await createFinishedStudy(fakeNetwork)
  fake.studies.set('studies/moons.safetensors', await packStudy(study))
  const storage = createStorage()
  followLesson(study, storage)
  expect(readLessonMemory(storage)).toBeUndefined()
  for (const step of [0, 1, 4]) {
    await beginStep(study, { name: 'wall', step }, stage)
    expect(readLessonMemory(storage)).toEqual({ name: 'wall', step })
  }
  await leaveLesson(study)
  expect(readLessonMemory(storage)).toBe('none')
})

it.each(['', 'wall', 'wall -1', 'wall 100', 'Wall 1', 'nowhere', '__proto__ 1'])(
  'knows nothing of %j',
  (text) => {
    expect(readLessonMemory(createStorage(text))).toBeUndefined()
  },
)

it('goes on where the browser keeps nothing', async () => {
  const { study, fake } = await createFinishedStudy(fakeNetwork)
  fake.studies.set('studies/moons.safetensors', await packStudy(study))
  const refuse = () => {
    throw new Error('denied')
  }
  const storage = { getItem: refuse, setItem: refuse }
  followLesson(study, storage)
  await beginStep(study, { name: 'wall', step: 2 }, stage)
  expect(study.store.getState().lesson).toMatchObject({ name: 'wall', step: 2 })
  expect(readLessonMemory(storage)).toBeUndefined()
})
