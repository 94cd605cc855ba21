import { describe, expect, it } from 'vitest'
import { type BasisGeometry, measureBasis } from '../../core/planes/geometry.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import { createFakeStudy } from '../fakes/createFakeStudy.ts'
import {
  combineRows,
  controlRows,
  createCurveFrame,
  createModesFrame,
  farthestBend,
  placePoint,
  unitRow,
  usedColumns,
} from './frame.ts'

const ends = [Float32Array.of(0, 0, 0, 0), Float32Array.of(4, 0, 0, 0)] as const

/** A curve with bends at the given places, held by the engine. */
function createCurve(bends: readonly (readonly number[])[]) {
  const { study, fake } = createFakeStudy()
  const vectors = [ends[0], ...bends.map((bend) => Float32Array.from(bend)), ends[1]]
  const controlPoints = vectors.map((weights, i) => {
    const id = `p-${i}` as WeightsId
    fake.held.set(id, { id, weights, buffers: new Float32Array() })
    return id
  })
  const geometry: BasisGeometry = measureBasis(vectors)
  return { study, fake, curve: { controlPoints, geometry } }
}

describe('farthestBend', () => {
  it.each([
    [[[1, 1, 0, 0]], 1],
    [
      [
        [1, 1, 0, 0],
        [2, 0, 3, 0],
        [3, 2, 0, 0],
      ],
      2,
    ],
    [
      [
        [9, 0, 0, 0],
        [2, 0.5, 0, 0],
      ],
      2,
    ],
    [
      [
        [1, 2, 0, 0],
        [2, 0, 2, 0],
      ],
      1,
    ],
    [
      [
        [1, 0, 0, 0],
        [2, 0, 0, 0],
      ],
      1,
    ],
  ])('of %j is %i', (bends, expected) => {
    const { curve } = createCurve(bends)
    expect(farthestBend(curve.geometry, curve.controlPoints.length)).toBe(expected)
  })
})

describe('controlRows', () => {
  const bends = [
    [1, 1, 0, 0.5],
    [2, 3, 1, 0],
    [3, 0.5, 2, 0],
  ]

  it('puts a held bend where it is held and keeps its remainder', async () => {
    const { study, curve } = createCurve(bends)
    for (const bend of [1, 2, 3]) {
      const frame = await createCurveFrame(study, curve, bend)
      const before = placePoint(frame, controlRows(frame)[bend] ?? [])
      const after = placePoint(frame, controlRows(frame, { bend, x: -1.5, y: 6.25 })[bend] ?? [])
      expect(after.x).toBeCloseTo(-1.5, 10)
      expect(after.y).toBeCloseTo(6.25, 10)
      expect(after.distance).toBeCloseTo(before.distance, 10)
      expect(controlRows(frame, { bend, x: before.x, y: before.y })[bend]).toEqual(
        unitRow(5, bend).map((value) => expect.closeTo(value, 10)),
      )
    }
  })

  it('moves the bend that the plane goes through and nothing else', async () => {
    const { study, curve } = createCurve(bends)
    const frame = await createCurveFrame(study, curve, 2)
    const rows = controlRows(frame)
    expect(rows).toEqual([0, 1, 2, 3, 4].map((index) => unitRow(5, index)))
    const moved = controlRows(frame, { bend: 2, x: 0, y: 0 })
    expect(moved.filter((row, i) => row.some((value, k) => value !== rows[i]?.[k]))).toHaveLength(1)
    for (const bend of [0, 1, 3, 4, 9]) expect(controlRows(frame, { bend, x: 0, y: 0 })).toEqual(rows)
  })

  it('moves nothing in the plane of three modes', async () => {
    const { study, curve } = createCurve([
      [1, 1, 0, 0.5],
      [2, 3, 1, 0],
    ])
    const [first, bend, third, second] = curve.controlPoints as [WeightsId, WeightsId, WeightsId, WeightsId]
    const frame = await createModesFrame(study, [first, second, third], [bend])
    expect(frame.controlPoints).toEqual([0, 3, 1])
    expect(controlRows(frame, { bend: 0, x: 1, y: 1 })).toEqual([0, 3, 1].map((index) => unitRow(4, index)))
    expect(placePoint(frame, controlRows(frame)[1] ?? []).distance).toBeGreaterThan(0.1)
  })
})

describe('createCurveFrame', () => {
  it('goes through the chosen bend, or the farthest where there is no such bend', async () => {
    const { study, curve } = createCurve([
      [1, 1, 0, 0],
      [2, 3, 0, 0],
    ])
    const bends = await Promise.all([0, 1, 2, 3, -1].map((bend) => createCurveFrame(study, curve, bend)))
    expect(bends.map(({ bend }) => bend)).toEqual([2, 1, 2, 2, 2])
    expect(placePoint(bends[1] as never, unitRow(4, 1))).toEqual({ x: 1, y: 1, distance: 0 })
  })

  it('takes a seeded direction where the bend lies on the segment, once', async () => {
    const { study, fake, curve } = createCurve([[2, 0, 0, 0]])
    const frame = await createCurveFrame(study, curve, 0)
    expect(frame.plane).toMatchObject({ degenerate: true, vLength: 0, uLength: 4 })
    expect(frame.basis).toHaveLength(4)
    expect(fake.requests('define')).toEqual([
      { kind: 'orthogonal', id: frame.basis[3], from: 'p-0', to: 'p-2', seed: 7 },
    ])
    const held = controlRows(frame, { bend: 1, x: 2, y: 3 })[1] ?? []
    expect(placePoint(frame, held)).toEqual({ x: 2, y: expect.closeTo(3, 6), distance: expect.closeTo(0, 5) })
    expect(await createCurveFrame(study, curve, 1)).toBe(frame)
    await study.client.release([frame.basis[3] as WeightsId])
    const again = await createCurveFrame(study, curve, 1)
    expect(fake.held.has(again.basis[3] as WeightsId)).toBe(true)
  })

  it('refuses ends that are the same', async () => {
    const { study, curve } = createCurve([[1, 1, 0, 0]])
    const geometry = measureBasis([ends[0], Float32Array.of(1, 1, 0, 0), ends[0]])
    await expect(createCurveFrame(study, { ...curve, geometry }, 1)).rejects.toThrow('identical endpoints')
  })
})

it('combines coefficients with rows of control points', () => {
  const rows = [
    [1, 0, 0],
    [0, 0.5, 0.5],
  ]
  expect([...combineRows(Float64Array.of(1, 0, 0.25, 0.75), rows)]).toEqual([1, 0, 0, 0.25, 0.375, 0.375])
})

it('leaves out vectors that no row uses', () => {
  const basis = ['a', 'b', 'c'] as unknown as WeightsId[]
  const used = usedColumns(basis, Float64Array.of(1, 0, 0, 0.5, 0, 0.5))
  expect(used.basis).toEqual(['a', 'c'])
  expect([...used.rows]).toEqual([1, 0, 0.5, 0.5])
  expect(usedColumns(basis, Float64Array.of(1, 2, 3)).basis).toEqual(basis)
})
