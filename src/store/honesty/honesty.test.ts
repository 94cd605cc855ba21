import { expect, it } from 'vitest'
import { setChoices } from '../choices/editing.ts'
import { experimentTable } from '../experiments/experimentTable.ts'
import { runExperiment } from '../experiments/runExperiment.ts'
import { createFakeStudy, createFinishedStudy } from '../fakes/createFakeStudy.ts'
import { landscapeKey } from '../keys.ts'
import type { StudyState } from '../state.ts'
import { findOddities } from './findOddities.ts'
import type { PictureName } from './honestyFacts.ts'
import { selectPictureFacts } from './pictureFacts.ts'
import { sinkingShare } from './sinkingShare.ts'
import { usedSeeds } from './usedSeeds.ts'

const range = [0, 5] as const

function lookAt(state: StudyState, picture: PictureName, colors: readonly [number, number] = range) {
  const facts = selectPictureFacts(state, picture, () => colors)
  return { facts, causes: findOddities(state, picture, facts).map(({ cause }) => cause) }
}

function epochs(count: number, lossAt: (epoch: number) => number) {
  return Array.from({ length: count }, (_, index) => ({
    epoch: index + 1,
    learningRate: 0.1,
    trainNll: lossAt(index),
    trainAccuracy: 0.9,
  }))
}

it('tells of the landscape what is drawn in it, how far away, and how its cells came out', async () => {
  const { study } = await createFinishedStudy({ bends: 2, resolution: 9 })
  const { facts } = lookAt(study.store.getState(), 'landscape', [0, 0.001])
  expect(facts.isFresh).toBe(true)
  expect(facts.distances.map(({ point, number }) => `${point} ${number}`)).toEqual([
    'endpoint 1',
    'endpoint 2',
    'bend 1',
    'bend 2',
    'curve 0',
  ])
  expect(facts.distances[0]?.distance).toBeLessThan(1e-6)
  expect(facts.cells).toMatchObject({ total: 81, computed: 81, notFinite: 0 })
  expect(facts.cells?.above).toBeGreaterThan(70)
  expect(facts).toMatchObject({
    statistics: { mode: 'none' },
    samples: [
      { split: 'train', used: 700, of: 700 },
      { split: 'test', used: 300, of: 300 },
    ],
  })
})

it('finds nothing odd in a picture as it should be, and says when it is out of date', async () => {
  const { study } = await createFinishedStudy()
  setChoices(study, { curveSeed: 71 })
  expect(lookAt(study.store.getState(), 'profile').causes).toContain('stale')
  setChoices(study, { curveSeed: 10 })
  expect(lookAt(study.store.getState(), 'profile').causes).not.toContain('stale')
})

it('names the seeds that a result depends on, and no others', async () => {
  const { study } = createFakeStudy()
  const { choices } = study.store.getState()
  const names = usedSeeds(choices, landscapeKey).map(({ name }) => name)
  expect(names).toEqual(['dataSeed', 'seed1', 'seed2', 'curveSeed'])
  const own = usedSeeds(choices, experimentTable.manyCurves.key).map(({ name }) => name)
  expect(own).toEqual(['dataSeed', 'seed1', 'seed2', 'manySeed'])
})

it('says that nearly all cells are clipped, or that a chosen range is too wide', async () => {
  const { study } = await createFinishedStudy()
  expect(lookAt(study.store.getState(), 'landscape', [0, 1e-9]).causes).toContain('clipped')
  expect(lookAt(study.store.getState(), 'landscape', [0, 1e6]).causes).not.toContain('range-wide')
  setChoices(study, { rangeMax: 1e6, scale: 'linear' })
  expect(lookAt(study.store.getState(), 'landscape', [0, 1e6]).causes).toContain('range-wide')
})

it('says that cells are not finite', async () => {
  const { study } = await createFinishedStudy({ resolution: 5 })
  study.store.setState(({ results }) => {
    const { landscape } = results
    if (!landscape) return {}
    const { train } = landscape.values
    const nll = train.nll.map((value, i) => (i < 8 ? Number.NaN : value))
    return {
      results: {
        ...results,
        landscape: { ...landscape, values: { ...landscape.values, train: { ...train, nll } } },
      },
    }
  })
  expect(lookAt(study.store.getState(), 'landscape').causes).toContain('not-finite')
})

it('says that the window is too wide', async () => {
  const { study } = await createFinishedStudy({ window: [-500, 500, -500, 500] })
  expect(lookAt(study.store.getState(), 'landscape').causes).toContain('window-wide')
})

it('says that a plane is degenerate', async () => {
  const { study, fake } = createFakeStudy()
  fake.lift = 0
  await runExperiment(study, 'curvature')
  setChoices(study, { hessianPlace: 'plane' })
  await runExperiment(study, 'curvature')
  expect(lookAt(study.store.getState(), 'landscape').causes).toContain('degenerate-plane')
})

it('says that an endpoint has not converged, is untrained, or knows one class alone', async () => {
  const { study } = await createFinishedStudy()
  const withHistory = (history: ReturnType<typeof epochs>) => {
    study.store.setState(({ results }) => {
      const [first, second, third] = results.endpoints
      return first ? { results: { ...results, endpoints: [{ ...first, history }, second, third] } } : {}
    })
    return lookAt(study.store.getState(), 'profile').causes
  }
  expect(withHistory(epochs(50, () => 0.1))).not.toContain('sinking')
  expect(withHistory(epochs(50, (i) => 0.5 * 0.95 ** i))).toContain('sinking')
  expect(withHistory(epochs(50, () => 0.69))).toContain('untrained')
  const constant = epochs(50, () => 0.3).map((record) => ({ ...record, trainAccuracy: 350 / 700 }))
  expect(withHistory(constant)).toContain('predicts-one-class')
})

it('says that the data have one class', async () => {
  const { study } = await createFinishedStudy()
  study.store.setState(({ results }) =>
    results.data
      ? {
          results: {
            ...results,
            data: { ...results.data, summary: { ...results.data.summary, classSizes: [700, 0] } },
          },
        }
      : {},
  )
  expect(lookAt(study.store.getState(), 'profile').causes).toContain('one-class')
})

it('tells distances in the plane of an experiment', async () => {
  const { study } = await createFinishedStudy({ alignResolution: 5 })
  await runExperiment(study, 'alignment')
  const { facts } = lookAt(study.store.getState(), 'alignment')
  // w₁, w₂, π(w₂), and the bend of the one curve that is drawn.
  expect(facts.distances).toHaveLength(4)
  expect(facts.cells).toMatchObject({ total: 25, computed: 25 })
  expect(facts.backend?.name).toBe('tf-cpu')
})

it('calls a training sinking by its last two tenths, and short ones never', () => {
  expect(sinkingShare(epochs(9, (i) => 1 / (i + 1)))).toBe(0)
  expect(sinkingShare(epochs(20, (i) => (i < 18 ? 1 : 0.5)))).toBeCloseTo(0.5)
  expect(sinkingShare(epochs(20, (i) => (i < 18 ? 1 : 2)))).toBe(0)
})
