import { describe, expect, it } from 'vitest'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { readFixture, readSchedules } from '../../fixtures/readFixture.ts'
import { quantityValues } from '../quantities.ts'
import { linearLevels, logLevels, logNormalize } from './levels.ts'

const options = { logAlpha: -5, vmax: 5, bands: 7 }

describe.each(readSchedules().logNormalize)('the paper’s scale of $net $quantity at vmax $vmax', (golden) => {
  const fixture = readFixture(golden.net)
  const split = golden.quantity === 'train_nll' ? 'train' : 'test'
  const points = {
    nll: fixtureTensor(fixture, `plane.bezier.${split}_nll`),
    correct: fixtureTensor(fixture, `plane.bezier.${split}_correct`),
    count: Number(fixture.metadata[`${split}Count`]),
  }
  const values =
    split === 'train'
      ? quantityValues(points, 'nll')
      : quantityValues(points, 'error').map((share) => 100 * share)

  it('has the official boundaries', () => {
    const levels = logLevels(values, { logAlpha: golden.logAlpha, vmax: golden.vmax, bands: 7 })
    expect(levels).toEqual(golden.boundaries.map((boundary) => expect.closeTo(boundary, 9)))
  })

  it('has the official colours', () => {
    const range = { min: golden.minimum, max: golden.maximum, logAlpha: golden.logAlpha }
    for (const { value, colour } of golden.colours) expect(logNormalize(value, range)).toBeCloseTo(colour, 9)
  })
})

describe('logLevels', () => {
  it('leaves NaN out and clips what is infinite', () => {
    const levels = logLevels([Number.NaN, 1, 2, Number.POSITIVE_INFINITY], options)
    expect([levels[0], levels[7]]).toEqual([1, 5])
    expect(logLevels([Number.NaN], options)).toEqual([])
  })

  it.each([1e-9, 1e-4, 0.0067, 0.02, 3])('rises over a range of %f', (span) => {
    const levels = logLevels([1, 1 + span], options)
    for (let k = 1; k < levels.length; k++) expect(levels[k]).toBeGreaterThan(levels[k - 1] ?? Number.NaN)
  })

  it('is flat where all values are equal', () => {
    expect(logLevels([2, 2], options)).toEqual(new Array(8).fill(2))
  })
})

describe('logNormalize', () => {
  it.each([1e-4, 3])('rises from 0 to 0.9 over a range of %f', (span) => {
    const range = { min: 1, max: 1 + span, logAlpha: -5 }
    const places = [0, 0.001, 0.5, 0.9, 1, 2].map((share) => logNormalize(1 + share * span, range))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places[0]).toBe(0)
    expect(places[1]).toBe(0)
    expect(places[4]).toBe(0.9)
    expect(places[5]).toBe(0.9)
    expect(logNormalize(Number.NaN, range)).toBeNaN()
  })
})

it('spaces linear levels evenly', () => {
  expect(linearLevels(1, 2, 5)).toEqual([1, 1.25, 1.5, 1.75, 2])
  expect(linearLevels(1, 1, 2)).toEqual([1, 1])
})
