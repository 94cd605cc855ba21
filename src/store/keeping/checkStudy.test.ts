import { beforeAll, expect, it } from 'vitest'
import { createRandom } from '../../core/random.ts'
import { readPublicStudy } from '../../fixtures/readPublicStudy.ts'
import type { StudyArray, StudyRecord } from '../../protocol/study.ts'
import { createFinishedStudy, fakeNetwork } from '../fakes/createFakeStudy.ts'
import { checkStudy } from './checkStudy.ts'
import { packStudy } from './packStudy.ts'
import { StudyFileError } from './studyFileError.ts'

let record: StudyRecord

beforeAll(async () => {
  const { study } = await createFinishedStudy(fakeNetwork)
  record = await packStudy(study, { name: 'Mine', savedAt: 5 })
})

type Json = { [key: string]: Json | number | string | boolean | null } | Json[]

/** The record with its text taken apart, changed and put together again. */
function change(work: (said: Json) => void, arrays: Record<string, StudyArray> = {}): StudyRecord {
  const said = JSON.parse(record.text)
  work(said)
  return { text: JSON.stringify(said), arrays: { ...record.arrays, ...arrays } }
}

/** Sets what stands at a path such as `results.curve.geometry.size`. */
function set(path: string, value: unknown) {
  return change((said) => {
    const names = path.split('.')
    const last = names.pop() ?? ''
    let at = said as Record<string, unknown>
    for (const name of names) at = at[name] as Record<string, unknown>
    if (value === undefined) delete at[last]
    else at[last] = value
  })
}

function nameOfFloats(): string {
  return JSON.parse(record.text).results.curve.history.$epochs
}

it('takes what the page itself writes, in both formats', async () => {
  expect(await checkStudy(record)).toMatchObject({ name: 'Mine', savedAt: 5 })
  const shipped = await checkStudy(readPublicStudy())
  expect(shipped.content.results.landscape?.computed).toBe(441)
})

it.each([
  ['a choice out of its bounds', () => set('link', 'seed1=-3'), 'choices: seed1=-3'],
  ['a choice that nobody knows', () => set('link', 'colour=red'), 'colour=red'],
  ['choices that do not go together', () => set('link', 'bend=5'), 'bend=5'],
  ['a missing part', () => set('results.profile.ts', undefined), 'results.profile.ts'],
  ['a part that no page writes', () => set('results.profile.extra', 1), 'results.profile.extra'],
  ['text in place of a number', () => set('results.landscape.computed', 'all'), 'results.landscape.computed'],
  ['points along t that do not ascend', () => set('results.profile.ts.3', 0.9), 'profile: bad points'],
  ['a path with too few values', () => set('results.profile.ts', [0, 1]), 'for 2 points'],
  ['a grid of another size', () => set('results.landscape.grid.x.count', 22), 'for 462 points'],
  [
    'a grid that would take gigabytes',
    () => set('results.landscape.grid.x.count', 1e9),
    'a grid that cannot be',
  ],
  ['a grid turned round', () => set('results.landscape.grid.x.max', -99), 'a grid that cannot be'],
  ['weights that are not there', () => set('results.endpoints.0.id', 'w1-77'), 'w1-77'],
  ['a name that is none', () => set('results.endpoints.0.id', '__proto__'), 'results.endpoints'],
  ['a geometry of another basis', () => set('results.curve.geometry.size', 2), 'curve: a geometry of 2'],
  ['a plane over another basis', () => set('results.landscape.frame.plane.u', [1]), 'not over its basis'],
  ['control points out of reach', () => set('results.landscape.frame.controlPoints.1', 9), 'control points'],
  ['counts of other data', () => set('results.data.summary.trainCount', 5), '700 + 300 samples'],
  ['other numbers than its fingerprint', () => set('fingerprint.hash', '0'.repeat(16)), 'fingerprint'],
  [
    'a link to a script',
    () => set('results.data.summary.attribution', { sourceUrl: 'javascript:1' }),
    'attribution',
  ],
  ['an array in the place of another', () => set('weights.0.buffers', { $array: 'a2' }), 'weights'],
  ['a text that is no UTF-8', () => set('link', { $text: nameOfFloats() }), 'not in UTF-8'],
])('refuses %s', async (_, make, message) => {
  const checking = checkStudy(make())
  await expect(checking).rejects.toBeInstanceOf(StudyFileError)
  await expect(checking).rejects.toMatchObject({ why: 'damaged', message: expect.stringContaining(message) })
})

it('refuses weights that are not finite or not of the network', async () => {
  const name = JSON.parse(record.text).weights[0].weights.$array
  const weights = record.arrays[name] as Float32Array
  const bad = checkStudy(change(() => {}, { [name]: weights.with(3, Number.NaN) }))
  await expect(bad).rejects.toThrow('number 3 is NaN')
  const short = checkStudy(change(() => {}, { [name]: weights.slice(1) }))
  await expect(short).rejects.toThrow('is not as long as')
})

it('says that a newer page wrote a study, whatever else is in it', async () => {
  const newer = { text: '{"version":3,"everything":"else"}', arrays: {} }
  await expect(checkStudy(newer)).rejects.toMatchObject({
    why: 'newer',
    message: expect.stringContaining('format 3'),
  })
})

it('ends every damaged text in a study or a StudyFileError', async () => {
  const random = createRandom(5, 'samples')
  const junk = [null, -1, 1e300, 'x', [], {}, true, { $array: 'a1' }, { $number: 'NaN' }, { $epochs: 'a0' }]
  let refused = 0
  const rounds = Number(process.env.ISTHMUS_FUZZ_CASES ?? 400)
  for (let round = 0; round < rounds; round += 1) {
    const damaged = change((said) => {
      let at: Json = said
      for (;;) {
        const names = Object.keys(at)
        const name = names[random.integer(Math.max(1, names.length))]
        if (name === undefined) return
        const next = (at as Record<string, Json>)[name]
        if (typeof next === 'object' && next !== null && random.integer(4) > 0) at = next
        else {
          ;(at as Record<string, unknown>)[name] = junk[random.integer(junk.length)]
          return
        }
      }
    })
    try {
      await checkStudy(damaged)
    } catch (error) {
      expect(error).toBeInstanceOf(StudyFileError)
      refused += 1
    }
  }
  expect(refused).toBeGreaterThan(200)
}, 600_000)
