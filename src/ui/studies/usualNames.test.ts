import { expect, it } from 'vitest'
import type { StudyHead } from '../../store/keeping/shelf/studyShelf.ts'
import { usualNames } from './usualNames.ts'

function headOf(id: string, createdAt: number, change: Partial<StudyHead> = {}): StudyHead {
  const fixed = { revision: 1, name: '', changedAt: 0, usedAt: 0, byteLength: 1, fromRecording: false }
  return { ...fixed, id, createdAt, link: 'widths=8', ...change }
}

it('numbers studies without a name that would be called alike, in the order in which they were begun', () => {
  const names = usualNames([
    headOf('third', 3),
    headOf('first', 1),
    headOf('named', 2, { name: 'Mine' }),
    headOf('other', 4, { link: 'widths=4' }),
  ])
  expect(Object.fromEntries(names)).toEqual({
    first: 'Two moons · MLP 2-8-2',
    named: 'Two moons · MLP 2-8-2',
    third: 'Two moons · MLP 2-8-2 (2)',
    other: 'Two moons · MLP 2-4-2',
  })
})
