import { expect, it } from 'vitest'
import { setChoices } from '../choices/editing.ts'
import { createFinishedStudy, settle } from '../fakes/createFakeStudy.ts'
import { bothSplits } from '../running/runProfile.ts'
import { keepFilm, playFilm } from './watching.ts'

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
