import { describe, expect, it } from 'vitest'
import type { NamedTensor } from '../tensor.ts'
import { isShardIndex, joinShards } from './joinShards.ts'

const tensor = (name: string): NamedTensor => ({ name, shape: [1], dtype: 'f32', data: Float32Array.of(1) })
const index = {
  metadata: { total_size: 12 },
  weight_map: {
    b: 'model-00002-of-00002.safetensors',
    a: 'model-00001-of-00002.safetensors',
    c: 'model-00001-of-00002.safetensors',
  },
}

describe('joining shards', () => {
  it('follows the index', () => {
    const shards = new Map([
      ['model-00001-of-00002.safetensors', [tensor('a'), tensor('c'), tensor('unused')]],
      ['model-00002-of-00002.safetensors', [tensor('b')]],
    ])
    expect(joinShards(index, shards).map(({ name }) => name)).toEqual(['b', 'a', 'c'])
  })

  it('names the files that are missing', () => {
    const shards = new Map([['model-00002-of-00002.safetensors', [tensor('b')]]])
    expect(() => joinShards(index, shards)).toThrow(
      'safetensors index, weight_map: also open model-00001-of-00002.safetensors',
    )
    const many = {
      weight_map: Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`w${at}`, `f${at}`])),
    }
    expect(() => joinShards(many, new Map())).toThrow('f7 and 2 more')
  })

  it('names the tensor that a file lacks', () => {
    const shards = new Map([
      ['model-00001-of-00002.safetensors', [tensor('a')]],
      ['model-00002-of-00002.safetensors', [tensor('b')]],
    ])
    expect(() => joinShards(index, shards)).toThrow(
      'tensor c: model-00001-of-00002.safetensors does not hold it',
    )
  })

  it('tells an index from other JSON', () => {
    expect(isShardIndex(index)).toBe(true)
    for (const other of [null, [], {}, { weight_map: [] }, { weight_map: { a: 1 } }, { weight_map: null }])
      expect(isShardIndex(other)).toBe(false)
  })
})
