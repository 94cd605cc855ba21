import { describe, expect, it } from 'vitest'
import { type DirectionOptions, scaleDirection } from '../../core/directions/scaleDirection.ts'
import { createRandom } from '../../core/random.ts'
import { fixtureBytes, sourceOf } from '../../fixtures/fixtureFile.ts'
import { fixtureTensor } from '../../fixtures/fixtureTensor.ts'
import { relativeDistance } from '../../fixtures/goldenTraces.ts'
import { readFixture, readPublicData } from '../../fixtures/readFixture.ts'
import { createReferenceProblem } from '../../fixtures/referenceProblem.ts'
import { hdf5Format } from '../../formats/hdf5/hdf5.ts'
import type { WeightsId } from '../../protocol/identifiers.ts'
import { createFakeLab, fakeProblem } from '../fakes/fakeLab.ts'
import { createNodeLab } from '../fakes/nodeLab.ts'
import { matchDirections } from '../reading/matchDirections.ts'

const idOf = (name: string) => name as WeightsId

describe.each(['moons', 'digits_mlp', 'digits_bn'] as const)('%s', (name) => {
  const golden = readFixture(name)
  const { network, dataset } = createReferenceProblem(
    name,
    name === 'moons' ? golden : readPublicData('digits'),
  )
  const { architecture } = network
  const weights = Float32Array.from(fixtureTensor(golden, 'end1'))
  const options: DirectionOptions = { scaling: 'filter', ignoresBiasAndNorm: true }

  it('scaling brings the directions of loss-landscape back to what its own scaling made', async () => {
    const content = await hdf5Format.parse(sourceOf(fixtureBytes(`${name}_directions.h5`), 'd.h5'))
    const kept = { name: 'd.h5', bytes: 1, format: 'hdf5', content }
    const random = createRandom(1, 'samples')
    for (const direction of matchDirections({ file: 0, architecture }, () => kept)) {
      const stretched = Float64Array.from(direction.weights)
      for (const { offset, size, shape } of network.parameters) {
        const length = size / (shape[0] ?? 1)
        for (let start = offset; start < offset + size; start += length) {
          const factor = 0.1 + random.next()
          for (let i = start; i < start + length; i++) stretched[i] = factor * (stretched[i] as number)
        }
      }
      const scaled = scaleDirection(stretched, weights, network.parameters, options)
      expect(relativeDistance(scaled, direction.weights)).toBeLessThan(1e-6)
    }
  })

  it('a random direction is seeded, told apart by its index, and moves no statistics', async () => {
    const { lab, hold } = await createNodeLab(dataset)
    const like = await hold('w', weights, new Float32Array(network.bufferCount).fill(1))
    const define = (id: string, seed: number, index: number) =>
      lab.define({ kind: 'random', id: idOf(id), architecture, like, seed, index, ...options })
    const [a, again, b, c] = [
      await define('a', 1, 0),
      await define('a2', 1, 0),
      await define('b', 1, 1),
      await define('c', 2, 0),
    ]
    expect(again.weights).toEqual(a.weights)
    for (const other of [b, c]) expect(other.weights).not.toEqual(a.weights)
    expect(a.buffers).toEqual(new Float32Array(network.bufferCount))
    const wanted = network.parameters.reduce((sum, { kind, offset, size }) => {
      if (kind !== 'weight') return sum
      return sum + weights.subarray(offset, offset + size).reduce((all, value) => all + value * value, 0)
    }, 0)
    const { products } = await lab.measure([a.id])
    expect(products[0]).toBeCloseTo(wanted, 3)
  })
})

describe('in the lab', () => {
  const load = async (
    lab: ReturnType<typeof createFakeLab>['lab'],
    name: string,
    values: readonly number[],
  ) => {
    await lab.load({ id: idOf(name), weights: Float32Array.from(values), buffers: new Float32Array() })
    return idOf(name)
  }

  it('a masked copy keeps its stretches alone', async () => {
    const { lab } = createFakeLab()
    const from = await load(lab, 'w', [1, 2, 3, 4, 5, 6])
    const mask = (ranges: readonly (readonly [number, number])[]) =>
      lab.define({ kind: 'masked', id: idOf('m'), from, ranges })
    expect(
      (
        await mask([
          [0, 2],
          [4, 5],
        ])
      ).weights,
    ).toEqual(Float32Array.of(1, 2, 0, 0, 5, 0))
    await expect(mask([[4, 7]])).rejects.toThrow('range: got 4 to 7')
  })

  it('components are the trajectory’s directions; points stand over them where they did', async () => {
    const { lab } = createFakeLab()
    const rows = [0, 1, 2, 3].map((k) => [k, k * k, 1, 0, 2 * k, 1])
    const trajectory = await Promise.all(rows.map((row, k) => load(lab, `t${k}`, row)))
    const ids = [idOf('d1'), idOf('d2')] as const
    const { stored, explained } = await lab.findComponents({ trajectory, ids })
    expect(stored).toHaveLength(2)
    expect(explained.reduce((sum, share) => sum + share)).toBeCloseTo(1, 9)
    const last = trajectory.at(-1) as WeightsId
    const seen = await lab.project({
      basis: [last, ...ids],
      origin: [1, 0, 0],
      u: [0, 1, 0],
      v: [0, 0, 1],
      points: trajectory,
    })
    expect(seen.at(-1)).toMatchObject({ x: 0, y: 0, distance: 0 })
    seen.forEach(({ x, y, distance }, k) => {
      expect(distance).toBeLessThan(1e-5)
      const apart = Math.hypot(...(rows[k] ?? []).map((value, i) => value - (rows[3]?.[i] ?? 0)))
      expect(Math.hypot(x, y)).toBeCloseTo(apart, 5)
    })
    const three = [...ids, idOf('d3')]
    await expect(lab.findComponents({ trajectory, ids: three })).rejects.toThrow('at most 2')
  })

  it('refuses planes without two directions', async () => {
    const { lab } = createFakeLab()
    const a = await load(lab, 'a', [1, 2, 3, 4, 5, 6])
    const plane = { basis: [a], origin: [1], u: [1], v: [2], points: [a] }
    await expect(lab.project(plane)).rejects.toThrow('parallel')
    await expect(lab.project({ ...plane, u: [1, 2] })).rejects.toThrow('u: got 2, wanted 1 coefficients')
    const unknown = {
      kind: 'random',
      id: idOf('r'),
      architecture: fakeProblem.architecture,
      like: a,
    } as const
    const made = await lab.define({
      ...unknown,
      seed: 1,
      index: 0,
      scaling: 'none',
      ignoresBiasAndNorm: true,
    })
    expect(made.weights.subarray(4)).toEqual(Float32Array.of(0, 0))
  })
})
