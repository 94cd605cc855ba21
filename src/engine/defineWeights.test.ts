import { expect, it } from 'vitest'
import { createRandom } from '../core/random.ts'
import type { WeightsId } from '../protocol/identifiers.ts'
import { createFakeLab } from './fakes/fakeLab.ts'

const idOf = (name: string) => name as WeightsId

async function createLoadedLab() {
  const { lab } = createFakeLab()
  for (const [i, name] of ['a', 'b'].entries()) {
    const random = createRandom(i, 'initialisation')
    const weights = Float32Array.from({ length: 200 }, () => random.normal())
    await lab.load({ id: idOf(name), weights, buffers: Float32Array.of(i, i + 1) })
  }
  return lab
}

it('combines weights and running statistics, and holds the result', async () => {
  const lab = await createLoadedLab()
  const [a, b] = [await lab.export(idOf('a')), await lab.export(idOf('b'))]
  const defined = await lab.define({
    kind: 'combination',
    id: idOf('c'),
    basis: [a.id, b.id],
    coefficients: [0.25, 0.75],
  })
  expect(defined.weights).toEqual(a.weights.map((value, i) => 0.25 * value + 0.75 * (b.weights[i] ?? 0)))
  expect([...defined.buffers]).toEqual([0.75, 1.75])
  expect(await lab.export(idOf('c'))).toEqual(defined)
})

it('makes a seeded direction that is orthogonal to the segment and as long', async () => {
  const lab = await createLoadedLab()
  const request = { kind: 'orthogonal', id: idOf('o'), from: idOf('a'), to: idOf('b'), seed: 5 } as const
  const { weights } = await lab.define(request)
  const { differences } = await lab.measure(['a', 'b', 'o'].map(idOf))
  const [squared = 0, cross = 0, , squaredNew = 0] = [differences[4], differences[5], 0, differences[8]]
  expect(squaredNew / squared).toBeCloseTo(1, 5)
  expect(cross / squared).toBeCloseTo(0, 5)
  expect((await lab.define(request)).weights).toEqual(weights)
  expect((await lab.define({ ...request, seed: 6 })).weights).not.toEqual(weights)
})

it('explains identical endpoints', async () => {
  const lab = await createLoadedLab()
  const request = { kind: 'orthogonal', id: idOf('o'), from: idOf('a'), to: idOf('a'), seed: 5 } as const
  await expect(lab.define(request)).rejects.toMatchObject({
    code: 'identical-endpoints',
    message: 'a and a have the same weights',
  })
})
