import { expect, it } from 'vitest'
import { setChoices } from './editing.ts'
import { createFinishedStudy, settle } from './fakes/createFakeStudy.ts'
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
  expect(study.store.getState().film?.frames[1]?.landscape).toBeDefined()
})
