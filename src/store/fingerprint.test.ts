import { expect, it } from 'vitest'
import { createFinishedStudy } from './fakes/createFakeStudy.ts'
import {
  compareFingerprints,
  decodeFingerprint,
  encodeFingerprint,
  type Fingerprint,
  takeFingerprint,
} from './fingerprint.ts'
import type { ProfileResult } from './results.ts'

const recorded: Fingerprint = { backend: 'tf-cpu', hash: '00000000ffffffff', samples: [1, 2, 0, 4] }

it.each([[[0.25, 1e-9, 123456.789, 0]], [[Number.NaN, Number.POSITIVE_INFINITY, -1.5, 1e21]]])(
  'reads back what it writes: %j',
  (samples) => {
    const fingerprint = { ...recorded, samples }
    expect(decodeFingerprint(encodeFingerprint(fingerprint))).toEqual(fingerprint)
  },
)

it.each([
  '',
  'tf-cpu',
  'tf-cpu!00000000ffffffff',
  'tf-cpu!00000000ffffffff!',
  'tf-cpu!00000000ffffffff!1~x',
  'tf-cpu!00000000ffffffff!1~~2',
  'tf-cpu!00000000ffffffff!1!2',
  'tf-cpu!0000!1',
  'tf-cpu!00000000FFFFFFFF!1',
  'abacus!00000000ffffffff!1',
  `tf-cpu!00000000ffffffff!${Array(9).fill('1').join('~')}`,
])('refuses %j', (text) => {
  expect(decodeFingerprint(text)).toBeUndefined()
})

it('says the same, or by how much the samples differ', () => {
  expect(compareFingerprints(recorded, { ...recorded })).toEqual({ verdict: 'same' })
  const other: Fingerprint = { backend: 'tf-webgpu', hash: '1111111111111111', samples: [1, 2.002, 0, 4] }
  const replay = compareFingerprints(recorded, other)
  expect(replay).toMatchObject({ verdict: 'differs', backends: ['tf-cpu', 'tf-webgpu'] })
  expect(replay.verdict === 'differs' && replay.by).toBeCloseTo(0.001, 9)
})

it('takes two overflows for the same and one for a difference without end', () => {
  const overflown = { ...recorded, samples: [Number.NaN, Number.POSITIVE_INFINITY, 1, 1] }
  const hash = '2222222222222222'
  expect(compareFingerprints(overflown, { ...overflown, hash })).toMatchObject({ by: 0 })
  expect(compareFingerprints(overflown, { ...overflown, hash, samples: [1, 1, 1, 1] })).toMatchObject({
    by: Number.POSITIVE_INFINITY,
  })
})

it('sees every number of a profile, and shows four', async () => {
  const { study } = await createFinishedStudy()
  const profile = study.store.getState().results.profile as ProfileResult
  const print = takeFingerprint(profile)
  expect(print.samples).toEqual(
    [profile.curve.train.nll[0], profile.curve.train.nll[30], profile.curve.train.nll[60]]
      .concat(profile.segment.train.nll[30])
      .map((value) => Number(value?.toPrecision(9))),
  )
  expect(takeFingerprint({ ...profile, key: 'other', elapsedMs: 9 })).toEqual(print)
  const correct = profile.segment.test.correct.with(17, 0)
  const changed = { ...profile, segment: { ...profile.segment, test: { ...profile.segment.test, correct } } }
  expect(takeFingerprint(changed).hash).not.toBe(print.hash)
})
