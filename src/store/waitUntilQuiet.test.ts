import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createFakeStudy } from './fakes/createFakeStudy.ts'
import { waitUntilQuiet } from './waitUntilQuiet.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const job = { ids: [], progress: [], paused: false, canPause: false }

it('waits as long as something runs, and a while more', async () => {
  const { study } = createFakeStudy()
  const isOver = vi.fn()
  study.store.setState({ jobs: { curve: job } })
  void waitUntilQuiet(study, 4000).then(isOver)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(isOver).not.toHaveBeenCalled()
  study.store.setState({ jobs: {} })
  await vi.advanceTimersByTimeAsync(3900)
  study.store.setState({ jobs: { profile: job } })
  study.store.setState({ jobs: {} })
  await vi.advanceTimersByTimeAsync(3900)
  expect(isOver).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(100)
  expect(isOver).toHaveBeenCalledOnce()
})
