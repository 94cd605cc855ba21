import { expect, it } from 'vitest'
import { setChoices } from '../choices/editing.ts'
import { createFinishedStudy, settle } from '../fakes/createFakeStudy.ts'
import { bothSplits } from '../running/runProfile.ts'
import { keepFilm, playFilm, selectFrame, showFrame, skipFilm, watchFilm } from './watching.ts'

it('evaluates a film only for the network that it was trained for', async () => {
  const { study, fake } = await createFinishedStudy()
  const { choices, results } = study.store.getState()
  const { curve } = results
  const { widths } = choices
  if (!curve) throw new Error('there is no curve')
  const moment = { epoch: 1, controlPoints: curve.controlPoints, geometry: curve.geometry }
  const film = { key: curve.key, history: curve.history, play: true }
  await keepFilm(study, [moment, { ...moment, epoch: 2 }], film)
  setChoices(study, { widths: [3] })
  playFilm(study)
  await settle()
  expect(fake.requests('evaluate')).toEqual([])
  setChoices(study, { widths })
  playFilm(study)
  await settle()
  expect(fake.requests('evaluate')).toHaveLength(2)
  const [, request] = fake.requests('evaluate')
  if (!request) throw new Error('the second frame was not evaluated')
  const outcome = await study.client.evaluate(request)
  if (outcome.state !== 'done') throw new Error('cancelled')
  // 31 points along the path, then 17 × 17 of the plane.
  const { train } = bothSplits(outcome.value)
  const frame = study.store.getState().film?.frames[1]
  expect(frame?.path?.values.train.nll).toEqual(train.nll.slice(0, 31))
  expect(frame?.landscape).toEqual(train.nll.slice(31))
  expect(frame?.landscape).toHaveLength(17 ** 2)
})

/** A finished study and a film of it with three moments, as it comes from a training. */
async function createFilmed() {
  const page = await createFinishedStudy()
  const { study } = page
  const { curve } = study.store.getState().results
  if (!curve) throw new Error('there is no curve')
  const { controlPoints, geometry, key, history } = curve
  const moments = [1, 2, 3].map((epoch) => ({ epoch, controlPoints, geometry }))
  await keepFilm(study, moments, { key, history, play: false })
  return { ...page, isSeenWhole: () => selectFrame(study.store.getState())?.path !== undefined }
}

it('has the profile of its moment whoever shows the film, from the moment on that evaluations have a known cost', async () => {
  const { study, fake, isSeenWhole } = await createFilmed()
  const { results } = study.store.getState()
  study.store.setState({ results: { ...results, profile: undefined } })
  playFilm(study)
  await settle()
  expect(fake.requests('evaluate')).toEqual([])
  study.store.setState({ results })
  await settle()
  expect(isSeenWhole()).toBe(true)
})

it('evaluates nothing while it is closed, and each moment once', async () => {
  const { study, fake, isSeenWhole } = await createFilmed()
  setChoices(study, { t: 0.25 })
  await settle()
  expect(fake.requests('evaluate')).toEqual([])
  playFilm(study)
  await settle()
  showFrame(study, 2)
  await settle()
  expect(isSeenWhole()).toBe(true)
  skipFilm(study)
  playFilm(study)
  await settle()
  expect(fake.requests('evaluate')).toHaveLength(3)
})

it('opens a film to play, or to be moved by hand where motion is not wanted', async () => {
  const { study } = await createFilmed()
  watchFilm(study, false)
  expect(study.store.getState().film?.status).toBe('playing')
  skipFilm(study)
  watchFilm(study, true)
  expect(study.store.getState().film).toMatchObject({ status: 'paused', index: 0 })
})
