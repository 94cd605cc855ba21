import { describe, expect, it } from 'vitest'
import { readSchedules } from '../../fixtures/readFixture.ts'
import { layTimetable } from './snapshotPlan.ts'

describe('FGE', () => {
  it.each(['moons', 'digits_mlp'] as const)(
    'has the official learning rates and collects where the code does: %s',
    (net) => {
      const golden = readSchedules().fge[net]
      const timetable = layTimetable(
        {
          method: 'fge',
          alpha1: golden.lrMax,
          alpha2: golden.lrMin,
          cycleEpochs: golden.cycleEpochs,
          epochs: golden.epochs,
          variant: 'code',
        },
        golden.iterationsPerEpoch,
      )
      expect(timetable.learningRates).toHaveLength(golden.learningRates.length)
      golden.learningRates.forEach((rate, i) => {
        expect(Math.abs((timetable.learningRates[i] ?? 0) - rate)).toBeLessThan(5e-13)
      })
      const epochs = timetable.collected.map((iteration) => iteration / golden.iterationsPerEpoch - 1)
      expect(epochs).toEqual(golden.collectedEpochs)
    },
  )

  it('refuses a cycle without a middle', () => {
    const plan = { method: 'fge', alpha1: 0.1, alpha2: 0.01, epochs: 4, variant: 'paper' } as const
    expect(() => layTimetable({ ...plan, cycleEpochs: 1 }, 3)).toThrow('FGE cycle: got 3 iterations')
    expect(layTimetable({ ...plan, cycleEpochs: 1 }, 4).collected).toEqual([2, 6, 10, 14])
  })

  it('is at its lowest where the paper collects', () => {
    const plan = {
      method: 'fge',
      alpha1: 0.1,
      alpha2: 0.01,
      epochs: 4,
      cycleEpochs: 2,
      variant: 'paper',
    } as const
    const { learningRates, collected } = layTimetable(plan, 5)
    expect(collected.map((i) => learningRates[i - 1])).toEqual([0.01, 0.01])
  })
})

describe('snapshot ensembles', () => {
  it('anneal by the cosine and collect at each cycle’s end', () => {
    const { learningRates, collected } = layTimetable({ method: 'sse', alpha0: 0.2, cycles: 3, epochs: 6 }, 4)
    expect(collected).toEqual([8, 16, 24])
    learningRates.forEach((rate, i) => {
      expect(rate).toBeCloseTo(0.1 * (Math.cos((Math.PI * (i % 8)) / 8) + 1), 15)
    })
  })

  it('end a last cycle that is cut short with a network too', () => {
    expect(layTimetable({ method: 'sse', alpha0: 0.2, cycles: 3, epochs: 5 }, 2).collected).toEqual([
      4, 8, 10,
    ])
  })
})
