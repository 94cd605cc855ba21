import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createFakeStudy } from '../store/fakes/createFakeStudy.ts'
import { followStudy } from './followStudy.ts'

const frames = new Map<number, () => void>()

beforeEach(() => {
  frames.clear()
  let last = 0
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => {
    last += 1
    frames.set(last, run)
    return last
  })
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => frames.delete(frame))
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function paint(): void {
  const due = [...frames.values()]
  frames.clear()
  for (const run of due) run()
}

function follow() {
  const { study } = createFakeStudy()
  const listener = vi.fn()
  const stop = followStudy(study)(listener)
  return { study, listener, stop }
}

it('tells of what runs once a frame, however often it changes', () => {
  const { study, listener } = follow()
  study.store.setState({ failures: {} })
  study.store.setState({ kept: [] })
  expect(listener).not.toHaveBeenCalled()
  paint()
  expect(listener).toHaveBeenCalledTimes(1)
  vi.runAllTimers()
  expect(listener).toHaveBeenCalledTimes(1)
  study.store.setState({ kept: [] })
  expect(frames.size).toBe(1)
})

it('tells of what a hand changes at once, together with what waits', () => {
  const { study, listener } = follow()
  study.store.setState({ kept: [] })
  study.store.setState(({ choices }) => ({ choices: { ...choices, t: 0.3 } }))
  expect(listener).toHaveBeenCalledTimes(1)
  paint()
  vi.runAllTimers()
  expect(listener).toHaveBeenCalledTimes(1)
})

it('tells also where nothing is painted, and nobody who stopped listening', () => {
  const { study, listener, stop } = follow()
  study.store.setState({ kept: [] })
  vi.runAllTimers()
  expect(listener).toHaveBeenCalledTimes(1)
  stop()
  study.store.setState({ kept: [] })
  vi.runAllTimers()
  expect(listener).toHaveBeenCalledTimes(1)
})
