import { expect, it } from 'vitest'
import type { WeightsId } from '../protocol/identifiers.ts'
import type { StoredWeights } from '../protocol/training.ts'
import { checkLayout, createWeightsShelf } from './weightsShelf.ts'

const idOf = (name: string) => name as WeightsId

function store(name: string, size: number, bufferSize = 0): StoredWeights {
  return { id: idOf(name), weights: new Float32Array(size), buffers: new Float32Array(bufferSize) }
}

it('gives vectors back in the order in which they are asked for', () => {
  const shelf = createWeightsShelf()
  const [a, b] = [store('a', 3), store('b', 3)]
  shelf.put(a)
  shelf.put(b)
  expect(shelf.get([b.id, a.id, b.id])).toEqual([b, a, b])
})

it('names every unknown id once', () => {
  const shelf = createWeightsShelf()
  shelf.put(store('a', 3))
  expect(() => shelf.get(['x', 'a', 'y', 'x'].map(idOf))).toThrow(
    expect.objectContaining({ code: 'invalid-request', message: 'unknown weights: x, y' }),
  )
})

it('forgets what is removed', () => {
  const shelf = createWeightsShelf()
  shelf.put(store('a', 3))
  shelf.remove(['a', 'never held'].map(idOf))
  expect(() => shelf.get([idOf('a')])).toThrow('unknown weights: a')
})

it('refuses vectors of different networks', () => {
  const shelf = createWeightsShelf()
  shelf.put(store('a', 3))
  shelf.put(store('b', 4))
  expect(() => shelf.get(['a', 'b'].map(idOf))).toThrow(
    expect.objectContaining({
      code: 'shape-mismatch',
      message: 'shape mismatch: b has 4 weights, expected 3',
    }),
  )
})

it('refuses running statistics that a network has no place for', () => {
  expect(() => checkLayout([store('a', 3, 2)], { parameterCount: 3, bufferCount: 0 })).toThrow(
    'shape mismatch: a has 2 running statistics, expected 0',
  )
})
