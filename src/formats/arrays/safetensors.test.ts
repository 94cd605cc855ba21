import { describe, expect, it } from 'vitest'
import { expectedTensors, summarizeTensor, tensorsOf } from '../../fixtures/expectTensors.ts'
import { fixtureBytes, sourceOf } from '../../fixtures/fixtureFile.ts'
import { FormatError } from '../formatError.ts'
import { fuzzFormat, fuzzTimeoutMs } from '../fuzzFormat.ts'
import { parseSafetensors, safetensorsFormat, type Tensor, writeSafetensors } from './safetensors.ts'

const sample: [string, Tensor][] = [
  ['labels', { dtype: 'U8', shape: [3], data: Uint8Array.of(0, 255, 7) }],
  ['weights', { dtype: 'F32', shape: [2, 2], data: Float32Array.of(-0, 1e-45, Number.NaN, -3.5) }],
  ['counts', { dtype: 'I32', shape: [1, 2], data: Int32Array.of(-(2 ** 31), 2 ** 31 - 1) }],
  ['epoch', { dtype: 'I64', shape: [], data: BigInt64Array.of(-(2n ** 63n)) }],
  ['empty', { dtype: 'F32', shape: [0, 5], data: new Float32Array(0) }],
  ['"é\\__proto__', { dtype: 'F64', shape: [2], data: Float64Array.of(Math.PI, Number.MIN_VALUE) }],
]
const metadata = { title: 'a “quoted” name', 7: 'seven', __proto__x: '' }

/** Lays out a file from any header text, valid or not. */
function layOut(header: string, dataBytes: number): Uint8Array {
  const json = new TextEncoder().encode(header)
  const bytes = new Uint8Array(8 + json.length + dataBytes)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true)
  bytes.set(json, 8)
  return bytes
}

function catchFormatError(bytes: Uint8Array): FormatError {
  try {
    parseSafetensors(bytes)
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
  throw new Error('parsed without an error')
}

describe('safetensors round trip', () => {
  it('keeps every bit, shape, name and metadata string', () => {
    const file = parseSafetensors(writeSafetensors(new Map(sample), metadata))
    expect(file.metadata).toEqual(metadata)
    expect([...file.tensors.keys()].sort()).toEqual(sample.map(([name]) => name).sort())
    for (const [name, { dtype, shape, data }] of sample) {
      const read = file.tensors.get(name)
      expect(read).toMatchObject({ dtype, shape })
      expect(read?.data.constructor).toBe(data.constructor)
      expect(bytesOf(read?.data)).toEqual(bytesOf(data))
    }
  })

  it('writes the same bytes whatever the order, with the data aligned to 8', () => {
    const bytes = writeSafetensors(new Map(sample), metadata)
    expect(writeSafetensors(new Map([...sample].reverse()), metadata)).toEqual(bytes)
    expect(new DataView(bytes.buffer).getUint32(0, true) % 8).toBe(0)
    const { tensors } = parseSafetensors(bytes)
    expect(writeSafetensors(tensors, metadata)).toEqual(bytes)
    for (const { data } of tensors.values()) expect(data.buffer).toBe(bytes.buffer)
  })

  it('copies tensors that are not aligned', () => {
    const bytes = writeSafetensors(new Map(sample))
    const shifted = new Uint8Array(bytes.length + 1)
    shifted.set(bytes, 1)
    const { tensors } = parseSafetensors(shifted.subarray(1))
    expect(tensors.get('weights')?.data).toEqual(sample[1]?.[1].data)
    expect(tensors.get('epoch')?.data).toEqual(sample[3]?.[1].data)
  })

  it('writes and reads a file without tensors', () => {
    expect(parseSafetensors(writeSafetensors(new Map())).tensors.size).toBe(0)
  })

  it('refuses to write what it could not read', () => {
    expect(() => writeSafetensors(new Map(), { text: 'x'.repeat(2 ** 22) })).toThrow(
      'exceed the limit of 4194304',
    )
    const data = new Float32Array(3)
    expect(() => writeSafetensors(new Map([['w', { dtype: 'F32', shape: [2, 2], data }]]))).toThrow(
      'shape 2×2 needs 4 elements, got 3',
    )
    expect(() => writeSafetensors(new Map([['w', { dtype: 'F32', shape: [-3, -1], data }]]))).toThrow(
      'bad size',
    )
    expect(() => writeSafetensors(new Map([['__metadata__', { dtype: 'F32', shape: [3], data }]]))).toThrow(
      'reserved',
    )
  })
})

function bytesOf(data: Tensor['data'] | undefined): number[] {
  return data ? [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)] : []
}

const entry = (dtype: string, shape: string, offsets: string) =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}`
const ok = entry('F32', '[2]', '[0,8]')

const malformed: [label: string, bytes: Uint8Array, place: string, message: string][] = [
  ['an empty file', new Uint8Array(0), 'header length', '0 bytes'],
  ['a header longer than the file', layOut('{}', 0).fill(9, 0, 1), 'header length', '9 exceeds the 2 bytes'],
  ['a header over the limit', layOut('{}', 0).fill(255, 0, 8), 'header length', '18446744073709551615'],
  ['text that is not JSON', layOut('{"a":', 0), 'header', 'not valid JSON'],
  ['bytes that are not UTF-8', layOut('{"a":1}', 0).fill(0xff, 10, 11), 'header', 'not valid JSON'],
  ['an array as header', layOut('[]', 0), 'header', 'not a JSON object'],
  ['null as header', layOut('null', 0), 'header', 'not a JSON object'],
  ['a tensor given twice', layOut(`{"w":${ok},"\\u0077" :${ok}}`, 8), 'header', 'duplicate key: w'],
  [
    'a key given twice inside',
    layOut(`{"w":{"shape":[2],${ok.slice(1)}}`, 8),
    'header',
    'duplicate key: shape',
  ],
  ['metadata that is no object', layOut('{"__metadata__":[]}', 0), 'metadata', 'not a JSON object'],
  ['metadata that is no string', layOut('{"__metadata__":{"k":1}}', 0), 'metadata', 'not a string: k'],
  ['an entry that is no object', layOut('{"w":3}', 0), 'tensor w', 'not a JSON object'],
  ['no dtype', layOut('{"w":{"shape":[],"data_offsets":[0,0]}}', 0), 'tensor w', 'missing dtype'],
  [
    'eight-bit floats',
    layOut(`{"w":${entry('F8_E5M2', '[8]', '[0,8]')}}`, 8),
    'tensor w',
    'unsupported dtype: F8_E5M2',
  ],
  [
    'a dtype of the prototype',
    layOut(`{"w":${entry('toString', '[1]', '[0,8]')}}`, 8),
    'tensor w',
    'unsupported',
  ],
  ['no shape', layOut('{"w":{"dtype":"F32","data_offsets":[0,0]}}', 0), 'tensor w', 'missing shape'],
  ['no offsets', layOut('{"w":{"dtype":"F32","shape":[]}}', 0), 'tensor w', 'missing data_offsets'],
  ['three offsets', layOut(`{"w":${entry('F32', '[2]', '[0,8,9]')}}`, 8), 'tensor w', 'missing data_offsets'],
  [
    'a negative size',
    layOut(`{"w":${entry('F32', '[-1,-2]', '[0,8]')}}`, 8),
    'tensor w',
    'bad size in shape: -1',
  ],
  [
    'a fractional size',
    layOut(`{"w":${entry('F32', '[0.5,4]', '[0,8]')}}`, 8),
    'tensor w',
    'bad size in shape: 0.5',
  ],
  [
    'a text as size',
    layOut(`{"w":${entry('F32', '["2"]', '[0,8]')}}`, 8),
    'tensor w',
    'bad size in shape: "2"',
  ],
  [
    'a product that overflows',
    layOut(`{"w":${entry('F32', '[9e15,9e15]', '[0,8]')}}`, 8),
    'tensor w',
    'too large',
  ],
  [
    'a rank without bound',
    layOut(`{"w":${entry('F32', `[${Array(65).fill(1)}]`, '[0,4]')}}`, 4),
    'tensor w',
    'rank 65',
  ],
  ['a negative offset', layOut(`{"w":${entry('F32', '[2]', '[-8,0]')}}`, 8), 'tensor w', 'bad data_offsets'],
  [
    'a fractional offset',
    layOut(`{"w":${entry('F32', '[2]', '[0.5,8.5]')}}`, 9),
    'tensor w',
    'bad data_offsets',
  ],
  ['offsets in reverse', layOut(`{"w":${entry('F32', '[2]', '[8,0]')}}`, 8), 'tensor w', 'bad data_offsets'],
  ['a wrong byte length', layOut(`{"w":${entry('F32', '[2]', '[0,7]')}}`, 7), 'tensor w', 'needs 8 bytes'],
  ['data that is cut off', layOut(`{"w":${ok}}`, 7), 'tensor w', 'beyond the 7 data bytes'],
  ['data left over', layOut(`{"w":${ok}}`, 9), 'data', '1 bytes belong to no tensor'],
  [
    'an overlap',
    layOut(`{"v":${ok},"w":${entry('F32', '[2]', '[4,12]')}}`, 12),
    'tensor w',
    'inside the tensor',
  ],
  [
    'a gap',
    layOut(`{"v":${ok},"w":${entry('F32', '[1]', '[9,13]')}}`, 13),
    'tensor w',
    'leaving a gap after 8',
  ],
]

describe('malformed safetensors', () => {
  it.each(malformed)('refuses %s', (_label, bytes, place, message) => {
    const error = catchFormatError(bytes)
    expect(error).toMatchObject({ format: 'safetensors', place })
    expect(error.message).toContain(message)
  })

  it(
    'ends every damaged file in a result or a FormatError',
    async () => {
      const original = writeSafetensors(new Map(sample), metadata)
      const cases = process.env.ISTHMUS_FUZZ_CASES
      const outcome = await fuzzFormat(parseSafetensors, { files: [original], seed: 3, cases })
      expect(outcome.parsed).toBeGreaterThan(5)
      expect(outcome.refused).toBeGreaterThan(5)
    },
    fuzzTimeoutMs,
  )
})

describe('safetensors checkpoints', () => {
  const parse = (bytes: Uint8Array) => safetensorsFormat.parse(sourceOf(bytes, 'x.safetensors'))

  it.each(['digits_mlp_f16', 'digits_mlp_bf16'])('reads the reference file %s', async (stem) => {
    const name = `${stem}.safetensors`
    const bytes = fixtureBytes(name)
    expect(safetensorsFormat.matches(bytes.subarray(0, 512), { name, size: bytes.length })).toBe(true)
    const tensors = new Map(tensorsOf(await parse(bytes)).map((tensor) => [tensor.name, tensor]))
    for (const { dtype, ...expected } of expectedTensors(name)) {
      const tensor = tensors.get(expected.name)
      if (!tensor) throw new Error(`no tensor ${expected.name}`)
      const { sum, sumsq, ...summary } = summarizeTensor(tensor)
      expect(tensor.dtype).toBe(dtype.replace('float', 'f'))
      expect(expected).toMatchObject({
        ...summary,
        sum: expect.closeTo(sum, 9),
        sumsq: expect.closeTo(sumsq, 9),
      })
    }
    expect(tensors.size).toBe(6)
  })

  it.each([
    ['I16', [0xfe, 0xff], 'i16', [-2]],
    ['I8', [0xfe, 1], 'i8', [-2, 1]],
    ['BOOL', [0, 1], 'bool', [0, 1]],
    ['U16', [0xff, 0xff], 'i32', [65535]],
    ['U32', [0xff, 0xff, 0xff, 0xff], 'i64', [4294967295n]],
    ['U64', [1, 0, 0, 0, 0, 0, 0, 0], 'i64', [1n]],
  ])('reads %s', async (dtype, data, held, values) => {
    const bytes = layOut(`{"w":${entry(dtype, `[${values.length}]`, `[0,${data.length}]`)}}`, data.length)
    bytes.set(data, bytes.length - data.length)
    const [tensor] = tensorsOf(await parse(bytes))
    expect(tensor).toMatchObject({ name: 'w', dtype: held, shape: [values.length] })
    expect([...(tensor?.data ?? [])]).toEqual(values)
    expect(() => parseSafetensors(bytes)).toThrow(`safetensors, tensor w: unsupported dtype: ${dtype}`)
  })

  it('keeps every bit of float32', async () => {
    const shares: number[] = []
    const bytes = writeSafetensors(new Map(sample), metadata)
    const content = await safetensorsFormat.parse(sourceOf(bytes, 'x'), (share) => shares.push(share))
    const weights = tensorsOf(content).find(({ name }) => name === 'weights')
    expect(weights?.data).toEqual(sample[1]?.[1].data)
    expect(content).toMatchObject({ metadata })
    expect(shares.at(-1)).toBe(1)
  })

  it.each([
    [
      'a dtype that cannot be held',
      layOut(`{"w":${entry('F8_E4M3', '[8]', '[0,8]')}}`, 8),
      'tensor w: unsupported dtype: F8_E4M3',
    ],
    [
      'a u64 of 2⁶³',
      layOut(`{"w":${entry('U64', '[1]', '[0,8]')}}`, 8).fill(255, -8),
      'tensor w: 18446744073709551615 does not fit',
    ],
    ['nesting without end', layOut('{"a":'.repeat(9), 0), 'header: not valid JSON: nested over 4 deep'],
    ['five bytes', new Uint8Array(5), 'header length: file has 5 bytes'],
  ])('refuses %s', async (_label, bytes, message) => {
    await expect(parse(bytes)).rejects.toThrow(FormatError)
    await expect(parse(bytes)).rejects.toThrow(message)
  })

  it('does not match other files', () => {
    const matches = (bytes: Uint8Array) => safetensorsFormat.matches(bytes, { name: 'x', size: bytes.length })
    expect(matches(fixtureBytes('digits_mlp.npz'))).toBe(false)
    expect(matches(layOut('{}', 0).fill(9, 0, 1))).toBe(false)
    expect(matches(new Uint8Array(3))).toBe(false)
  })

  it(
    'ends every damaged file in a result or a FormatError',
    async () => {
      const files = [fixtureBytes('digits_mlp_bf16.safetensors')]
      const outcome = await fuzzFormat(parse, { files, seed: 4, cases: process.env.ISTHMUS_FUZZ_CASES })
      expect(outcome.refused).toBeGreaterThan(20)
    },
    fuzzTimeoutMs,
  )
})
