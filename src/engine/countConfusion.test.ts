import { expect, it } from 'vitest'
import type { WeightsId } from '../protocol/identifiers.ts'
import { countConfusion } from './countConfusion.ts'
import { createDataSource } from './dataSource.ts'
import { createWeightsShelf } from './weightsShelf.ts'

const id = 'w' as WeightsId
const dataId = 'points.npz!0123456789abcdef!2!3'
const problem = {
  data: { source: 'opened', id: dataId, standardize: false },
  architecture: { input: [2], layers: [{ type: 'linear', out: 3, bias: false }] },
  backend: 'auto',
} as const

/** Three classes along three directions, `rows` of each, one class after another. */
function createParts(rows: number) {
  const points = [1, 0, 0, 1, -1, -1]
  const count = 3 * rows
  const label = (row: number) => Math.floor(row / rows)
  const split = {
    count,
    inputs: Float32Array.from({ length: 2 * count }, (_, i) => points[2 * label(i >> 1) + (i & 1)] as number),
    labels: Int32Array.from({ length: count }, (_, row) => label(row)),
  }
  const source = createDataSource(async () => new Uint8Array())
  const dataset = { inputShape: [2], classCount: 3, train: split, test: split }
  source.put({ id: dataId, dataset, classNames: ['a', 'b', 'c'] })
  const shelf = createWeightsShelf()
  // Gives the first class the name of the second, and the other way round.
  shelf.put({ id, weights: Float32Array.of(0, 1, 1, 0, -1, -1), buffers: new Float32Array(0) })
  return { source, shelf }
}

const control = { breathe: async () => {} }

it('counts what a network takes each class for', async () => {
  const counts = await countConfusion(createParts(4), { problem, id }, control)
  expect([...counts]).toEqual([0, 4, 0, 4, 0, 0, 0, 0, 4])
})

it('looks at rows of every class where there are too many', async () => {
  const counts = await countConfusion(createParts(2000), { problem, id }, control)
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2000)
  expect(Math.min(counts[1] ?? 0, counts[3] ?? 0, counts[8] ?? 0)).toBeGreaterThan(600)
})

it('refuses weights of another network', async () => {
  const parts = createParts(2)
  parts.shelf.put({ id, weights: new Float32Array(4), buffers: new Float32Array(0) })
  await expect(countConfusion(parts, { problem, id }, control)).rejects.toMatchObject({
    code: 'shape-mismatch',
  })
})
