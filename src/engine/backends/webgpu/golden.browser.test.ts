import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { curveRows } from '../../../core/curves/curve.ts'
import type { SplitName } from '../../../core/data/dataset.ts'
import { measureBasis } from '../../../core/planes/geometry.ts'
import { gridRows, officialGrid } from '../../../core/planes/grid.ts'
import { createPlane } from '../../../core/planes/plane.ts'
import { fetchFixture, fetchPublicData } from '../../../fixtures/fetchFixture.ts'
import { fixtureTensor } from '../../../fixtures/fixtureTensor.ts'
import type { FixtureName } from '../../../fixtures/readFixture.ts'
import { createReferenceProblem } from '../../../fixtures/referenceProblem.ts'
import type { SafetensorsFile } from '../../../formats/arrays/safetensors.ts'
import type { Session } from '../backend.ts'
import { openWebgpuDevice, type WebgpuDevice } from '../tf/webgpuDevice.ts'
import { createGpuContext, type GpuContext } from './gpuContext.ts'
import { createSession } from './session.ts'

const control = { breathe: async () => {} }
const splits: readonly SplitName[] = ['train', 'test']

/** What a graphics device is allowed to be off float64. */
function allowedDistance(nll: number): number {
  return 5e-6 + 1e-4 * nll
}

let device: WebgpuDevice
let context: GpuContext
beforeAll(async () => {
  device = await openWebgpuDevice()
  context = createGpuContext(device)
})
afterAll(() => device.dispose())

const everyPoint = Array.from({ length: 61 }, (_, point) => point)
const cases: readonly { name: FixtureName; points: readonly number[]; crossings: readonly number[] }[] = [
  { name: 'moons', points: everyPoint, crossings: [0, 4, 8, 12, 16, 20] },
  { name: 'digits_mlp', points: everyPoint, crossings: [0, 4, 8, 12, 16, 20] },
  // The point at t = .6 is where mistakes of batch norm show best.
  { name: 'digits_bn', points: [0, 36], crossings: [2, 18] },
]

describe.each(cases)('$name in float64', ({ name, points, crossings }) => {
  let golden: SafetensorsFile
  let session: Session
  let layerCount = 0
  beforeAll(async () => {
    golden = await fetchFixture(name)
    const file = name === 'moons' ? golden : await fetchPublicData('digits')
    const { network, dataset } = createReferenceProblem(name, file)
    session = await createSession(context, network, dataset)
    layerCount = network.layers.length
    return () => session.dispose()
  })
  const read = (key: string) => Float32Array.from(fixtureTensor(golden, key))

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
    const before = { ...context.counts }
    const values = await session.evaluate(request, control)
    const chunks = context.counts.chunks - before.chunks
    expect(context.counts.dispatches - before.dispatches).toBeLessThanOrEqual(layerCount * chunks)
    for (const split of splits) {
      const nll = fixtureTensor(golden, `${key}.${split}_nll`)
      const correct = fixtureTensor(golden, `${key}.${split}_correct`)
      places.forEach((place, index) => {
        const wanted = nll[place] ?? Number.NaN
        const distance = Math.abs((values[split]?.nll[index] ?? Number.NaN) - wanted)
        expect(distance).toBeLessThan(allowedDistance(wanted))
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

  test.each(['bezier', 'chain'] as const)('the plane of the %s curve', async (kind) => {
    const basis = [read('end1'), read(`bend.${kind}`), read('end2')]
    const plane = createPlane(measureBasis(basis), { origin: 0, along: 2, towards: 1 })
    const rows = gridRows(plane, officialGrid(plane))
    const places = crossings.flatMap((row) => crossings.map((column) => row * 21 + column))
    await compare(`plane.${kind}`, basis, { rows, places })
  })
})
