import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { curveRows } from '../../../core/curves/curve.ts'
import type { SplitName } from '../../../core/data/dataset.ts'
import { measureBasis } from '../../../core/planes/geometry.ts'
import { gridRows, officialGrid } from '../../../core/planes/grid.ts'
import { createPlane } from '../../../core/planes/plane.ts'
import { fixtureTensor } from '../../../fixtures/fixtureTensor.ts'
import { type FixtureName, readFixture, readPublicData } from '../../../fixtures/readFixture.ts'
import { createReferenceProblem } from '../../../fixtures/referenceProblem.ts'
import type { Backend, JobControl, Session } from '../backend.ts'
import { createTfBackend } from './createTfBackend.ts'

const control: JobControl = { breathe: async () => {} }
const splits: readonly SplitName[] = ['train', 'test']

/** Rows and columns of the batch-norm net's planes point by point takes minutes here; `simd` holds all points in every run. */
const wholeLines = process.env.ISTHMUS_WHOLE_LINES !== undefined

/** Distance between float32 and float64: at most 1.3e-6 or 1.6e-5 of the value in PyTorch; twice that is allowed. */
function allowedDistance(nll: number): number {
  return 2e-6 + 3e-5 * nll
}

let backend: Backend
beforeAll(async () => {
  backend = await createTfBackend('tf-cpu')
})
afterAll(() => backend.dispose())

const everyPoint = Array.from({ length: 61 }, (_, point) => point)
const cases: readonly { name: FixtureName; points: readonly number[]; crossings: readonly number[] }[] = [
  { name: 'moons', points: everyPoint, crossings: [0, 5, 10, 15, 20] },
  { name: 'digits_mlp', points: everyPoint, crossings: [0, 5, 10, 15, 20] },
  // About a second a point. The point at t = .6 is where mistakes of batch norm show best.
  { name: 'digits_bn', points: [0, 15, 30, 36, 45, 60], crossings: [0, 10, 20] },
]

describe.each(cases)('$name in float64', ({ name, points, crossings }) => {
  const golden = readFixture(name)
  const { network, dataset } = createReferenceProblem(
    name,
    name === 'moons' ? golden : readPublicData('digits'),
  )
  const read = (key: string) => Float32Array.from(fixtureTensor(golden, key))
  let session: Session
  beforeAll(async () => {
    session = await backend.createSession(network, dataset)
  })
  afterAll(() => session.dispose())

  /** Evaluates some rows and compares them with the golden values at `places`. */
  async function compare(
    key: string,
    basis: Float32Array[],
    options: { rows: Float64Array; places: readonly number[] },
  ) {
    const { rows, places } = options
    const coefficients = Float64Array.from(
      places.flatMap((place) => [...rows.subarray(place * basis.length, (place + 1) * basis.length)]),
    )
    const request = { basis, buffers: [], coefficients, splits, batchNorm: 'recomputed' as const }
    const values = await session.evaluate(request, control)
    for (const split of splits) {
      const nll = fixtureTensor(golden, `${key}.${split}_nll`)
      const correct = fixtureTensor(golden, `${key}.${split}_correct`)
      places.forEach((place, index) => {
        const wanted = nll[place] ?? Number.NaN
        expect(Math.abs((values[split]?.nll[index] ?? Number.NaN) - wanted)).toBeLessThan(
          allowedDistance(wanted),
        )
        expect(Math.abs((values[split]?.correct[index] ?? 0) - (correct[place] ?? 0))).toBeLessThanOrEqual(1)
      })
    }
  }

  test.each(['bezier', 'chain'] as const)('the profile of the %s curve', async (kind) => {
    const rows = curveRows(kind, 3, [...fixtureTensor(golden, `profile.${kind}.ts`)])
    const basis = [read('end1'), read(`bend.${kind}`), read('end2')]
    await compare(`profile.${kind}`, basis, { rows, places: points })
  })

  test('the profile of the segment', async () => {
    const rows = curveRows('chain', 2, [...fixtureTensor(golden, 'profile.segment.ts')])
    await compare('profile.segment', [read('end1'), read('end2')], { rows, places: points })
  })

  test.each(['bezier', 'chain'] as const)('the plane of the %s curve', { timeout: 900_000 }, async (kind) => {
    const basis = [read('end1'), read(`bend.${kind}`), read('end2')]
    const plane = createPlane(measureBasis(basis), { origin: 0, along: 2, towards: 1 })
    const rows = gridRows(plane, officialGrid(plane))
    const isSeen = (place: number) => {
      const isOn = [Math.floor(place / 21), place % 21].map((line) => crossings.includes(line))
      return wholeLines ? isOn.some(Boolean) : isOn.every(Boolean)
    }
    const places = Array.from({ length: 441 }, (_, place) => place).filter(isSeen)
    await compare(`plane.${kind}`, basis, { rows, places })
  })
})
