import { expect, it } from 'vitest'
import type { Choices } from '../choices/choices.ts'
import { setChoices } from '../choices/editing.ts'
import { createFinishedStudy } from '../fakes/createFakeStudy.ts'
import { placePoint, unitRow } from '../landscape/frame.ts'
import { runStep } from '../running/runAll.ts'

async function drawPlane(choices: Partial<Choices>) {
  const made = await createFinishedStudy({ resolution: 5 })
  setChoices(made.study, choices)
  const end = await runStep(made.study, 'landscape')
  const { landscape } = made.study.store.getState().results
  if (!landscape) throw new Error('no landscape')
  return { ...made, end, landscape, frame: landscape.frame }
}

it('lays a plane of random directions at an endpoint, with the window about it', async () => {
  const { end, fake, frame, landscape } = await drawPlane({
    plane: 'random',
    planeOrigin: 'w2',
    planeScaling: 'layer',
    planeSeed: 9,
    planeReach: 2,
  })
  expect(end).toBe('done')
  const defined = fake.requests('define').flatMap((request) => (request.kind === 'random' ? [request] : []))
  expect(defined).toMatchObject([
    { seed: 9, index: 0, scaling: 'layer' },
    { seed: 9, index: 1, scaling: 'layer' },
  ])
  const { basis, plane, marks = [] } = frame
  const w2 = marks.find(({ name }) => name === 'w2')
  expect(w2?.index).toBe(0)
  expect(placePoint(frame, unitRow(basis.length, 0))).toMatchObject({ x: 0, y: 0, distance: 0 })
  expect(landscape.grid.x).toMatchObject({ min: -2 * plane.uLength, max: 2 * plane.uLength })
  for (const id of defined.map((request) => request.id)) expect(fake.held.has(id)).toBe(false)
})

it('starts at any t of the curve, which is then marked', async () => {
  const { fake, frame } = await drawPlane({ plane: 'random', planeOrigin: 'curve', planeT: 0.25 })
  expect(frame.marks?.map(({ name }) => name)).toEqual(['w1', 'w2', 'origin'])
  const combined = fake.requests('define').find((request) => request.kind === 'combination')
  expect(combined).toMatchObject({ coefficients: [0.5625, 0.375, 0.0625] })
})

it('lays the plane of the two top eigenvectors, and tells their eigenvalues', async () => {
  const { fake, frame } = await drawPlane({ plane: 'hessian', planeSeed: 3 })
  expect(fake.requests('hessian')).toMatchObject([{ largest: 2, smallest: 0, seed: 3, coefficients: [1] }])
  const [first = 0, second = 0] = frame.eigenvalues ?? []
  expect(first).toBeCloseTo(2 * second)
})

it('lays the plane of a training at its final weights, and draws the training in it', async () => {
  const { fake, frame, landscape } = await drawPlane({ plane: 'trajectory' })
  expect(frame.explained).toEqual([0.75, 0.25])
  const [trail] = frame.trails ?? []
  expect(trail).toMatchObject({ end: 0, epochs: [0, 10, 20, 30] })
  expect(trail?.points.at(-1)?.distance).toBeCloseTo(0)
  expect(trail?.points[0]?.distance).toBeGreaterThan(1)
  const { x } = landscape.grid
  for (const point of trail?.points ?? []) expect(point.x >= x.min && point.x <= x.max).toBe(true)
  expect([...fake.held.keys()].filter((id) => id.includes('@'))).toEqual([])
})

it('goes through w₁, w₂ and the permuted w₂', async () => {
  const { fake, frame } = await drawPlane({ plane: 'aligned' })
  expect(fake.requests('align')).toHaveLength(1)
  expect(frame.marks?.map(({ name }) => name)).toEqual(['w1', 'w2', 'aligned'])
  const places = frame.marks?.map(
    ({ index }) => placePoint(frame, unitRow(frame.basis.length, index)).distance,
  )
  for (const distance of places ?? []) expect(distance).toBeLessThan(1e-6)
})

it('draws the trainings of both endpoints in the usual plane', async () => {
  const { frame } = await drawPlane({ trails: true })
  expect(frame.kind).toBe('curve')
  expect(frame.trails?.map(({ end, points }) => [end, points.length])).toEqual([
    [0, 4],
    [1, 4],
  ])
})

it('keeps its plane when only the window moves: nothing is trained again', async () => {
  const { study, fake } = await drawPlane({ plane: 'trajectory' })
  fake.calls.length = 0
  setChoices(study, { window: [-1, 1, -1, 1] })
  expect(await runStep(study, 'landscape')).toBe('done')
  expect(fake.requests('train')).toHaveLength(0)
  expect(fake.requests('findComponents')).toHaveLength(0)
})

it('draws three trainings in the plane of three modes', async () => {
  const { frame } = await drawPlane({ plane: 'modes', trails: true })
  expect(frame.trails?.map(({ end }) => end)).toEqual([0, 1, 2])
})
