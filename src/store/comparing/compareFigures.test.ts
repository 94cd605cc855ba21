import { expect, it } from 'vitest'
import { readPublicStudy } from '../../fixtures/readPublicStudy.ts'
import { initialChoices } from '../choices/choices.ts'
import { createFakeStudy } from '../fakes/createFakeStudy.ts'
import { trustStudy } from '../keeping/trustStudy.ts'
import { summarizePath } from '../path/pathSelectors.ts'
import { noResults } from '../results.ts'
import { compareFigures, takeFigures } from './compareFigures.ts'
import { writeFigures } from './writeFigures.ts'

const moons = trustStudy(readPublicStudy())

it('takes the figures that the table along the path tells', () => {
  const { profile } = moons.results
  if (!profile) throw new Error('the study has no profile')
  const figures = takeFigures(moons)
  const { ts, curve, segment } = profile
  const nll = { split: 'train', quantity: 'nll', evaluationDecay: 0 } as const
  const [bent, straight] = [summarizePath(ts, curve, nll), summarizePath(ts, segment, nll)]
  expect(figures).toMatchObject({
    parameters: 354,
    curveBarrier: bent.barrier,
    segmentBarrier: straight.barrier,
    highest: bent.max,
    lengthRatio: bent.length / straight.length,
  })
  const { correct, count } = segment.test
  expect(figures.testError1).toBeCloseTo(1 - (correct[0] ?? 0) / count, 12)
  expect(figures.testError2).toBeCloseTo(1 - (correct.at(-1) ?? 0) / count, 12)
})

it('tells of a moment of the film what the curve comes to there, and of the rest what it always does', () => {
  const { profile } = moons.results
  if (!profile) throw new Error('the study has no profile')
  const { ts, segment } = profile
  const finished = takeFigures(moons)
  const { curveBarrier, highest, meanError, lengthRatio, ...others } = finished
  // The first moment of a training: the curve lies on the segment still.
  const first = takeFigures(moons, { path: { ts, values: segment } })
  expect(first).toMatchObject({ ...others, curveBarrier: finished.segmentBarrier, lengthRatio: 1 })
  expect(first.highest).not.toBe(highest)
  expect(first.meanError).not.toBe(meanError)
  expect(curveBarrier).not.toBe(finished.segmentBarrier)
  expect(lengthRatio).toBeGreaterThan(1)
  expect(takeFigures(moons, { path: undefined }), 'before it is evaluated').toEqual(others)
})

it('knows the parameters of a study before anything ran', () => {
  expect(takeFigures({ choices: initialChoices, results: noResults })).toEqual({ parameters: 354 })
})

it('tells differences where both have a figure', () => {
  const rows = compareFigures({ parameters: 100, highest: 0.5 }, { parameters: 80 })
  expect(rows.find(({ name }) => name === 'parameters')?.difference).toBe(-20)
  expect(rows.find(({ name }) => name === 'highest')).toEqual({
    name: 'highest',
    left: 0.5,
    right: undefined,
    difference: undefined,
  })
})

it('gives them as a table under the titles of both', async () => {
  const { study, fake } = createFakeStudy()
  const figures = compareFigures({ parameters: 100, testError1: 0.25 }, { parameters: 80, testError1: 0.5 })
  const blob = await writeFigures(study, figures, { name: 'comparison.csv', titles: ['Moons', 'Moons'] })
  expect(blob.type).toBe('text/csv')
  const [file] = fake.requests('writeResults')
  if (file?.kind !== 'csv') throw new Error('no table')
  const columns = Object.fromEntries(file.columns.map(({ name, values }) => [name, [...values]]))
  expect(Object.keys(columns)).toEqual(['figure', 'unit', '1 · Moons', '2 · Moons', 'difference'])
  const rows = columns.figure?.map((name, i) => [name, columns.unit?.[i], columns.difference?.[i]])
  expect(rows).toContainEqual(['parameters', '', -20])
  expect(rows).toContainEqual(['testError1', 'share', 0.25])
  expect(rows).toContainEqual(['highest', 'nats', Number.NaN])
})
