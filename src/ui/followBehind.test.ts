import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Study } from '../store/context.ts'
import { createFinishedStudy } from '../store/fakes/createFakeStudy.ts'
import { profileKey } from '../store/keys.ts'
import { followBehind } from './followBehind.ts'

let frames: (() => void)[] = []

beforeEach(() => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => void frames.splice(frame - 1, 1))
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function paint(): void {
  for (const run of frames.splice(0)) run()
  vi.advanceTimersByTime(24)
}

const place = { bend: 1, x: 1, y: 2 }

function hold({ store }: Study, isExact: boolean): void {
  const { choices, results } = store.getState()
  if (!results.profile) throw new Error('no profile')
  const key = profileKey({ ...choices, held: [place] })
  const profile = isExact ? { ...results.profile, key } : undefined
  store.setState({ drag: { place, profile, needsPreview: false } })
}

it('tells at once where no bend is held, and of a held one after its exact profile is painted', async () => {
  vi.useRealTimers()
  const { study } = await createFinishedStudy()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const listener = vi.fn()
  const stop = followBehind(study)(listener)
  study.store.setState(({ choices }) => ({ choices: { ...choices, t: 0.25 } }))
  expect(listener).toHaveBeenCalledTimes(1)
  hold(study, false)
  paint()
  expect(listener).toHaveBeenCalledTimes(1)
  hold(study, true)
  expect(listener).toHaveBeenCalledTimes(1)
  paint()
  expect(listener).toHaveBeenCalledTimes(2)
  study.store.setState({ drag: undefined })
  expect(listener).toHaveBeenCalledTimes(3)
  stop()
})

it('tells a frame later while something runs, and at once when that ends', async () => {
  vi.useRealTimers()
  const { study } = await createFinishedStudy()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const listener = vi.fn()
  const stop = followBehind(study)(listener)
  const job = { id: 'job', progress: [] } as never
  study.store.setState({ jobs: { landscape: job }, notice: undefined })
  study.store.setState(({ choices }) => ({ choices: { ...choices, t: 0.25 } }))
  expect(listener).not.toHaveBeenCalled()
  paint()
  expect(listener).toHaveBeenCalledTimes(1)
  study.store.setState(({ choices }) => ({ jobs: {}, choices: { ...choices, t: 0.5 } }))
  expect(listener).toHaveBeenCalledTimes(2)
  stop()
})
