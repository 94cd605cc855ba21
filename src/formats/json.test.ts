import { describe, expect, it } from 'vitest'
import { sourceOf } from '../fixtures/fixtureFile.ts'
import { FormatError } from './formatError.ts'
import { fuzzFormat } from './fuzzFormat.ts'
import { jsonFormat, readShardIndex } from './json.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const parse = async (content: string | Uint8Array, name = 'architecture.json') =>
  jsonFormat.parse(sourceOf(typeof content === 'string' ? encode(content) : content, name))

const architecture = {
  input: [64],
  layers: [{ type: 'linear', out: 32, name: 'fc1' }, { type: 'relu' }, { type: 'linear', out: 10 }],
}
const shards = {
  metadata: { total_size: 24 },
  weight_map: {
    'fc1.weight': 'model-00001-of-00002.safetensors',
    'fc2.weight': 'model-00002-of-00002.safetensors',
  },
}

describe('JSON', () => {
  it('reads an architecture and a shard index', async () => {
    expect(await parse(JSON.stringify(architecture))).toEqual({ kind: 'json', value: architecture })
    expect(await parse(`\ufeff${JSON.stringify(shards, null, 2)}`)).toEqual({ kind: 'json', value: shards })
  })

  it('knows itself by name and first character', () => {
    const matches = (text: string, name: string) =>
      jsonFormat.matches(encode(text), { name, size: text.length })
    expect(matches('\ufeff\n { "input": [2]', 'Architecture.JSON')).toBe(true)
    expect(matches('[1, 2]', 'list.json')).toBe(true)
    expect(matches('{}', 'object.txt')).toBe(false)
    expect(matches('\x80\x02}', 'pickle.json')).toBe(false)
  })

  it('does not count brackets in strings', async () => {
    const value = { text: `\\"${'['.repeat(1000)}` }
    expect(await parse(JSON.stringify(value))).toEqual({ kind: 'json', value })
  })

  it.each([
    ['cut text', '{"a": [1, 2', 'text', 'JSON'],
    ['bytes that are no text', Uint8Array.of(0x7b, 0xff, 0x7d), 'text', 'not UTF-8'],
    ['a key that comes twice', '{"a": 1, "b": {"c": 1, "c": 2}}', 'text', 'the key c comes twice'],
    ['deep nesting', `${'['.repeat(65)}${']'.repeat(65)}`, 'character 64', 'deeper than 64 levels'],
    ['endless nesting', '{"a":'.repeat(1_000_000), 'character 320', 'deeper than 64 levels'],
    ['a giant', new Uint8Array(16 * 2 ** 20 + 1), 'file', 'at most 16777216 are read'],
  ])('refuses %s', async (_label, content, place, message) => {
    const error = await parse(content).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(FormatError)
    expect(error).toMatchObject({ format: 'json', place })
    expect((error as FormatError).message).toContain(message)
  })

  it('ends every mutation in a value or a FormatError', async () => {
    const { parsed, refused } = await fuzzFormat(
      async (bytes) => {
        const content = await jsonFormat.parse(sourceOf(bytes, 'fuzz.json'))
        if (content.kind === 'json') readShardIndex(content.value)
      },
      {
        files: [encode(JSON.stringify(architecture)), encode(JSON.stringify(shards))],
        seed: 4,
        cases: process.env.ISTHMUS_FUZZ_CASES,
      },
    )
    expect(parsed).toBeGreaterThan(5)
    expect(refused).toBeGreaterThan(5)
  })
})

describe('shard indices', () => {
  it('gives the file of each tensor', () => {
    expect(readShardIndex(shards)).toEqual(new Map(Object.entries(shards.weight_map)))
  })

  it('leaves other values alone', () => {
    for (const value of [architecture, [], null, 3, 'weight_map'])
      expect(readShardIndex(value)).toBeUndefined()
  })

  it.each([
    ['a list', [], 'weight_map', 'not an object'],
    ['nothing', {}, 'weight_map', 'no tensor'],
    ['a number', { w: 1 }, 'weight_map, tensor w', '1 is no file name'],
    ['a path', { w: '../secret' }, 'weight_map, tensor w', 'no file name'],
  ])('refuses %s', (_label, map, place, message) => {
    const read = () => readShardIndex({ weight_map: map })
    expect(read).toThrow(FormatError)
    expect(read).toThrow(`json, ${place}`)
    expect(read).toThrow(message)
  })
})
