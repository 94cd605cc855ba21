import { expect, it } from 'vitest'
import { createFakeStudy, createFinishedStudy } from '../fakes/createFakeStudy.ts'
import { runExperiment } from './runExperiment.ts'
import { selectExperiment } from './selectExperiment.ts'

const select = (study: Parameters<typeof runExperiment>[0]) =>
  selectExperiment(study.store.getState(), 'curvature')

it('finds eigenvalues at even t of the curve, ends included', async () => {
  const { study, fake } = await createFinishedStudy({
    hessianPoints: 3,
    hessianLargest: 2,
    hessianSmallest: 1,
  })
  expect(await runExperiment(study, 'curvature')).toBe('done')
  const { value, freshness } = select(study)
  expect(freshness).toBe('fresh')
  expect(value?.points.map(({ t }) => t)).toEqual([0, 0.5, 1])
  expect(value?.points.map(({ largest, smallest }) => [largest.length, smallest.length])).toEqual([
    [2, 1],
    [2, 1],
    [2, 1],
  ])
  const [first, middle] = fake.requests('hessian')
  const { controlPoints } = study.store.getState().results.curve ?? { controlPoints: [] }
  expect(first?.basis).toEqual(controlPoints.slice(0, 1))
  expect(middle?.coefficients).toEqual([0.25, 0.5, 0.25])
  expect(first).not.toHaveProperty('samples')
})

it('asks for the rows, the products and the tolerance that were chosen', async () => {
  const { study, fake } = await createFinishedStudy({
    hessianPlace: 'segmentAt',
    hessianT: 0.25,
    hessianSamples: 90,
    hessianProducts: 33,
    hessianTolerance: 0.01,
    hessianSeed: 4,
  })
  await runExperiment(study, 'curvature')
  expect(fake.requests('hessian')).toMatchObject([
    { coefficients: [0.75, 0.25], samples: 90, mostProducts: 33, tolerance: 0.01, seed: 4 },
  ])
  expect(select(study).value?.points).toMatchObject([{ t: 0.25, sampleCount: 90, converged: true }])
})

it('trains no curve for the segment', async () => {
  const { study, fake } = createFakeStudy()
  study.store.setState((state) => ({ choices: { ...state.choices, hessianPlace: 'segment' } }))
  await runExperiment(study, 'curvature')
  expect(fake.requests('trainCurve')).toHaveLength(0)
  expect(select(study).value?.points).toHaveLength(5)
})

it('takes a point of the plane, which has no t', async () => {
  const { study, fake } = await createFinishedStudy({ hessianPlace: 'plane', hessianX: 1, hessianY: 0.5 })
  await runExperiment(study, 'curvature')
  const [request] = fake.requests('hessian')
  expect(request?.coefficients.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1)
  expect(select(study).value?.points[0]).not.toHaveProperty('t')
})

it('shows eigenvalues before they have converged', async () => {
  const { study } = await createFinishedStudy({ hessianPoints: 2 })
  const seen: boolean[] = []
  const stop = study.store.subscribe(({ live }) => {
    if (live.experiment?.name !== 'curvature') return
    const last = live.experiment.value?.points.at(-1)
    if (last) seen.push(last.converged)
  })
  await runExperiment(study, 'curvature')
  stop()
  expect(seen).toContain(false)
  expect(seen).toContain(true)
})
