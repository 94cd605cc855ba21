import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setChoices } from '../../store/choices/editing.ts'
import { createFakeStudy, createFinishedStudy } from '../../store/fakes/createFakeStudy.ts'
import { runAll } from '../../store/running/runAll.ts'
import { announcementTexts } from '../texts/announcements.ts'
import { createAnnouncer } from './createAnnouncer.ts'
import { createNewsReader, type News } from './listNews.ts'

type Fake = ReturnType<typeof createFakeStudy>

/** All news from now on. */
function gather({ study }: Pick<Fake, 'study'>): News[] {
  const news: News[] = []
  const read = createNewsReader(study.store.getState())
  study.store.subscribe((now, before) => news.push(...read(before, now)))
  return news
}

it('tells what every step of a study came to, each once', async () => {
  const fake = createFakeStudy()
  const news = gather(fake)
  await runAll(fake.study)
  expect(news.map(({ kind }) => kind)).toEqual(['endpoints', 'curve', 'landscape'])
  expect(news[0]?.text).toMatch(/^Endpoints trained\./)
  expect(news[1]?.text).toMatch(/^Curve trained\. Its barrier is .+ nats, that of the segment .+\.$/)
  expect(news[2]?.text).toMatch(/^Landscape drawn\. train nll from .+ to .+\.$/)
})

it('tells a curve that is trained anew from a bend that is moved', async () => {
  const finished = await createFinishedStudy()
  const news = gather(finished)
  setChoices(finished.study, { curveSeed: 77 })
  await runAll(finished.study)
  expect(news.map(({ kind }) => kind)).toEqual(['curve', 'landscape'])
})

it('gives the test accuracy of the endpoints, as far as it is known', () => {
  expect(announcementTexts.endpoints([0.963, undefined])).toBe(
    'Endpoints trained. Test accuracy 96.3 % and unknown.',
  )
})

it('says nothing of a choice that is looked at otherwise, nor of undo', async () => {
  const finished = await createFinishedStudy()
  const news = gather(finished)
  setChoices(finished.study, { quantity: 'error' })
  const { past } = finished.study.store.getState()
  finished.study.store.setState({ past: past.slice(1), ...past[0] })
  expect(news).toEqual([])
})

it('tells where the bend came to rest, and nothing while it is in the hand', async () => {
  const finished = await createFinishedStudy()
  const news = gather(finished)
  const { results, choices } = finished.study.store.getState()
  const { profile } = results
  if (!profile) throw new Error('a finished study has a profile')
  const place = { bend: 1, x: 1, y: 2 }
  finished.study.store.setState({ drag: { place, profile, needsPreview: false } })
  finished.study.store.setState({
    drag: undefined,
    choices: { ...choices, held: [place] },
    results: { ...results, profile: { ...profile } },
  })
  expect(news.map(({ kind }) => kind)).toEqual(['bend'])
  expect(news[0]?.text).toMatch(/^The bend is at 1\.00, 2\.00\. The barrier is .+ nats\.$/)
})

it('tells of a run that was stopped', async () => {
  const finished = await createFinishedStudy()
  const news = gather(finished)
  finished.study.store.setState({ givenUp: { curve: { share: 0.4 } } })
  finished.study.store.setState({ probe: undefined })
  expect(news).toEqual([{ kind: 'curve', text: 'Curve: cancelled.' }])
})

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

it('says together what comes together, the newest of each kind, and does not wait for ever', () => {
  const said: string[] = []
  const announcer = createAnnouncer((text) => said.push(text))
  announcer.tell([{ kind: 'endpoints', text: 'a' }])
  announcer.tell([{ kind: 'curve', text: 'old' }])
  announcer.tell([{ kind: 'curve', text: 'b' }])
  expect(said).toEqual([])
  vi.advanceTimersByTime(600)
  expect(said).toEqual(['a b'])
  for (let i = 0; i < 10; i++) {
    announcer.tell([{ kind: 'bend', text: String(i) }])
    vi.advanceTimersByTime(500)
  }
  expect(said.length).toBeGreaterThan(1)
  expect(said.length).toBeLessThan(5)
  announcer.tell([{ kind: 'film', text: 'never' }])
  announcer.stop()
  vi.advanceTimersByTime(5000)
  expect(said.join()).not.toContain('never')
})
