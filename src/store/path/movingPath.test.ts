import { expect, it } from 'vitest'
import { createFinishedStudy, settle } from '../fakes/createFakeStudy.ts'
import { keepFilm, playFilm, selectFrame } from '../film/watching.ts'
import { pathOfFrame, pathOfTraining, readMoving } from './movingPath.ts'
import { summarizePath, summarizeValues } from './pathSelectors.ts'

const view = { split: 'train', quantity: 'nll', evaluationDecay: 0 } as const

it('tells of a moment of the film what the finished profile tells of the result', async () => {
  const { study } = await createFinishedStudy()
  const { curve, profile } = study.store.getState().results
  if (!curve || !profile) throw new Error('the study is not finished')
  const moment = { epoch: 1, controlPoints: curve.controlPoints, geometry: curve.geometry }
  await keepFilm(study, [moment, { ...moment, epoch: 2 }], { key: curve.key, history: [], play: true })
  expect(selectFrame(study.store.getState())?.path).toBeUndefined()
  playFilm(study)
  await settle()
  const frame = selectFrame(study.store.getState())
  if (!frame) throw new Error('the film is closed')
  const { ts, dl, read } = pathOfFrame(frame)
  const values = read(view) ?? []
  const told = summarizeValues(ts, values, dl)
  const final = summarizePath(profile.ts, profile.curve, view)
  expect(told.length).toBeCloseTo(final.length, 2)
  expect(told.max).toBeCloseTo(final.max, 6)
  expect(readMoving(ts, values, 0.5)).toBeCloseTo(profile.curve.train.nll[30] as number, 9)
  for (const split of ['train', 'test'] as const) {
    for (const quantity of ['loss', 'error', 'accuracy'] as const) {
      expect(read({ ...view, split, quantity })).toHaveLength(ts.length)
    }
  }
})

it('tells of a curve in training the two quantities that are known', async () => {
  const { study } = await createFinishedStudy()
  const { curve } = study.store.getState().results
  if (!curve) throw new Error('there is no curve')
  const { geometry } = curve
  const profile = { ts: [0, 0.5, 1], trainNll: [1, 3, 2] }
  const { ts, dl, read } = pathOfTraining({ geometry, profile }, 'bezier')
  expect(read(view)).toEqual([1, 3, 2])
  expect(read({ ...view, split: 'test', quantity: 'accuracy' })).toBeUndefined()
  expect(dl).toHaveLength(3)
  expect(readMoving(ts, [1, 3, 2], 0.75)).toBe(2.5)
  expect(pathOfTraining({ geometry }, 'bezier').read(view)).toBeUndefined()
})
