import { beforeAll, describe, expect, it } from 'vitest'
import type { Check } from '../../lessons/lesson.ts'
import { createFinishedStudy, fakeNetwork } from '../../store/fakes/createFakeStudy.ts'
import { curveKey, endpointKey, freshnessOf, landscapeKey, profileKey } from '../../store/keys.ts'
import type { PreparedStage, StudyState } from '../../store/state.ts'
import { isMet } from './isMet.ts'
import { readNumber } from './readNumber.ts'

let state: StudyState
let prepared: PreparedStage

beforeAll(async () => {
  const { study } = await createFinishedStudy(fakeNetwork)
  state = study.store.getState()
  prepared = { choices: state.choices, results: state.results, rival: state.results.profile }
})

type Patch = (now: StudyState) => StudyState

/** The state with other choices, whose results are said to be fresh. */
function choose(patch: Partial<StudyState['choices']>): Patch {
  return (now) => {
    const choices = { ...now.choices, ...patch }
    const { curve, profile, landscape, endpoints } = now.results
    const [first, second, third] = endpoints
    return {
      ...now,
      choices,
      results: {
        ...now.results,
        endpoints: [
          first && { ...first, key: endpointKey(choices, 0) },
          second && { ...second, key: endpointKey(choices, 1) },
          third,
        ],
        curve: curve && { ...curve, key: curveKey(choices) },
        profile: profile && { ...profile, key: profileKey(choices) },
        landscape: landscape && { ...landscape, key: landscapeKey(choices) },
      },
    }
  }
}

const onlyChoose =
  (patch: Partial<StudyState['choices']>): Patch =>
  (now) => ({
    ...now,
    choices: { ...now.choices, ...patch },
  })

const nothing: Patch = (now) => now
const moved = { held: [{ bend: 1, x: 1, y: 2 }] }
const under = { held: [{ bend: 1, x: 1, y: -50 }] }

const splits = (nll: number) => {
  const one = { nll: Float64Array.of(nll), correct: Int32Array.of(1), count: 2 }
  return { train: one, test: one }
}

const probeAt =
  (x: number, nll: number): Patch =>
  (now) => ({
    ...now,
    probe: { x, y: 0, values: splits(nll), squaredNorm: 1 },
  })

const drawn =
  (kind: 'random' | 'curve'): Patch =>
  (now) => {
    const next = choose({ plane: kind })(now)
    const { landscape } = next.results
    return {
      ...next,
      results: {
        ...next.results,
        landscape: landscape && { ...landscape, frame: { ...landscape.frame, kind } },
      },
    }
  }

const ran: Patch = (now) => ({
  ...now,
  results: {
    ...now.results,
    experiments: { manyCurves: { key: '', value: {}, weights: [], elapsedMs: 0 } } as never,
  },
})

const cases: readonly [string, Check, Patch, Patch][] = [
  ['a choice', { kind: 'choice', word: 'scale', value: 'linear' }, onlyChoose({ scale: 'linear' }), nothing],
  [
    'any other choice',
    { kind: 'choice', word: 'palette' },
    onlyChoose({ palette: 'greys' }),
    onlyChoose({ t: 0.2 }),
  ],
  ['t', { kind: 'time', t: 1, within: 0.01 }, onlyChoose({ t: 1 }), onlyChoose({ t: 0.98 })],
  ['a probe on high ground', { kind: 'probe', above: 1 }, probeAt(3, 1.2), probeAt(3, 0.9)],
  ['a probe near w₁', { kind: 'probe', near: 'w1', within: 0.1 }, probeAt(0, 1), probeAt(900, 1)],
  ['a bend', { kind: 'bend' }, choose(moved), onlyChoose(moved)],
  ['a bend that is low enough', { kind: 'bend', below: 1e9 }, choose(moved), nothing],
  ['a bend under the segment', { kind: 'bend', side: 'under' }, choose(under), choose(moved)],
  ['the rival', { kind: 'rival', times: 1.1 }, choose(moved), nothing],
  [
    'a further training',
    { kind: 'optimised' },
    choose({ restarts: [{ bend: 1, x: 1, y: 1 }] }),
    onlyChoose({ restarts: [{ bend: 1, x: 1, y: 1 }] }),
  ],
  ['a curve', { kind: 'run', step: 'curve' }, choose({ curve: 'chain' }), onlyChoose({ curve: 'chain' })],
  ['endpoints', { kind: 'run', step: 'endpoints' }, choose({ seed2: 77 }), onlyChoose({ seed2: 77 })],
  [
    'a landscape',
    { kind: 'run', step: 'landscape' },
    choose({ resolution: 11 }),
    onlyChoose({ resolution: 11 }),
  ],
  ['a segment of other ends', { kind: 'segment' }, choose({ seed2: 77 }), onlyChoose({ seed2: 77 })],
  ['a plane', { kind: 'plane', plane: 'random' }, drawn('random'), drawn('curve')],
  [
    'picks',
    { kind: 'picks', count: 2 },
    onlyChoose({ picks: [0, 1].map((t) => ({ on: 'curve', t }) as const) }),
    onlyChoose({ picks: [{ on: 'curve', t: 0 }] }),
  ],
]

describe('a check', () => {
  it.each(cases)('of %s is met by doing it, and by nothing else', (_, check, doing, failing) => {
    expect(isMet(check, { state: doing(state), prepared })).toBe(true)
    expect(isMet(check, { state: failing(state), prepared })).toBe(false)
    expect(isMet(check, { state, prepared })).toBe(false)
  })

  it('of a bend waits until the hand has let go', () => {
    const held = choose(moved)(state)
    const drag = { place: { bend: 1, x: 1, y: 2 }, profile: undefined, needsPreview: true }
    const dragging = { ...held, drag }
    expect(isMet({ kind: 'bend' }, { state: dragging, prepared })).toBe(false)
  })

  it('of the rival is not met by a worse curve', () => {
    const worse = choose(moved)(state)
    const { profile } = worse.results
    if (!profile) throw new Error('no profile')
    const train = { ...profile.curve.train, nll: profile.curve.train.nll.map((nll) => nll * 2) }
    const results = { ...worse.results, profile: { ...profile, curve: { ...profile.curve, train } } }
    expect(isMet({ kind: 'rival', times: 1.1 }, { state: { ...worse, results }, prepared })).toBe(false)
  })

  it('of an experiment wants a new result that is fresh', () => {
    const check = { kind: 'experiment', name: 'manyCurves' } as const
    expect(isMet(check, { state: ran(state), prepared })).toBe(false)
    expect(isMet(check, { state, prepared })).toBe(false)
  })

  it('of a number takes what is on the screen to within its tolerance', () => {
    const check = { kind: 'number', question: '?', number: 'segment.max', tolerance: 0.05 } as const
    const right = readNumber(state, 'segment.max') ?? Number.NaN
    const judge = (answer?: number) => isMet(check, { state, prepared, answer })
    expect([judge(right), judge(right * 1.04), judge(right * 1.1), judge()]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it('of a question takes the right answer, or any where none is', () => {
    const answers = [true, false].map((isRight) => ({ text: '', isRight, reply: '' }))
    const check = { kind: 'question', question: '?', answers } as const
    const judge = (answer?: number) => isMet(check, { state, prepared, answer })
    expect([judge(0), judge(1), judge()]).toEqual([true, false, false])
    const guess = { ...check, answers: answers.map((one) => ({ ...one, isRight: false })) }
    expect(isMet(guess, { state, prepared, answer: 1 })).toBe(true)
    expect(isMet(guess, { state, prepared })).toBe(false)
  })
})

it('is judged on a study that is fresh to begin with', () => {
  expect(Object.values(freshnessOf(state.choices, state.results))).not.toContain('stale')
})
