import { describe, expect, it } from 'vitest'
import { readSchedules } from '../fixtures/readFixture.ts'
import { fgeCollects, fgeLearningRate, learningRateFactor, snapshotLearningRate } from './schedules.ts'

const schedules = readSchedules()

describe('learningRateFactor', () => {
  it('is the official one', () => {
    const { epochs, factors } = schedules.endpoint
    factors.forEach((factor, k) => {
      expect(learningRateFactor('official', k + 1, epochs)).toBeCloseTo(factor, 14)
    })
  })

  it('falls as a cosine from 1, or stays', () => {
    expect(learningRateFactor('cosine', 1, 10)).toBe(1)
    expect(learningRateFactor('cosine', 6, 10)).toBeCloseTo(0.5, 14)
    expect(learningRateFactor('cosine', 10, 10)).toBeGreaterThan(0)
    expect(learningRateFactor('constant', 7, 10)).toBe(1)
  })
})

describe.each(['moons', 'digits_mlp'] as const)('fast geometric ensembling of %s', (name) => {
  const run = schedules.fge[name]
  const cycle = { alpha1: run.lrMax, alpha2: run.lrMin, cycle: run.iterationsPerCycle }

  it('has the official learning rate in every iteration', () => {
    run.learningRates.forEach((rate, k) => {
      expect(fgeLearningRate(k + 1, { ...cycle, variant: 'code' })).toBeCloseTo(rate, 12)
      expect(fgeLearningRate(k + 1, { ...cycle, variant: 'paper' })).toBeCloseTo(
        fgeLearningRate(k + 2, { ...cycle, variant: 'code' }),
        12,
      )
    })
  })

  it('collects after the official epochs', () => {
    const iterations = run.learningRates.map((_, k) => k + 1)
    const collected = iterations.filter((i) => fgeCollects(i, cycle))
    expect(collected).toEqual(run.collectedEpochs.map((epoch) => (epoch + 1) * run.iterationsPerEpoch))
  })
})

it('is lowest at mid-cycle, where the paper collects', () => {
  const cycle = { alpha1: 0.05, alpha2: 0.0005, cycle: 4, variant: 'paper' } as const
  const rates = [1, 2, 3, 4, 5].map((i) => fgeLearningRate(i, cycle))
  const expected = [0.02525, 0.0005, 0.02525, 0.05, 0.02525]
  expect(rates).toEqual(expected.map((rate) => expect.closeTo(rate, 14)))
  expect([1, 2, 3, 4, 5, 6].filter((i) => fgeCollects(i, cycle))).toEqual([2, 6])
})

it('restarts the snapshot cosine every ⌈T/M⌉ iterations', () => {
  const budget = { alpha0: 0.2, iterations: 10, cycles: 3 }
  const rates = [1, 2, 3, 4, 5].map((i) => snapshotLearningRate(i, budget))
  expect(rates[0]).toBe(0.2)
  expect(rates[2]).toBeCloseTo(0.1, 14)
  expect(rates[3]).toBeCloseTo(0.1 * (Math.cos(0.75 * Math.PI) + 1), 14)
  expect(rates[4]).toBe(0.2)
})
