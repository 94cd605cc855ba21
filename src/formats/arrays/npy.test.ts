import { describe, expect, it } from 'vitest'
import { expectedTensors, summarizeTensor, tensorsOf } from '../../fixtures/expectTensors.ts'
import { fixtureBytes, sourceOf } from '../../fixtures/fixtureFile.ts'
import { FormatError } from '../formatError.ts'
import { fuzzFormat, fuzzTimeoutMs } from '../fuzzFormat.ts'
import type { NamedTensor } from '../tensor.ts'
import { npyFormat, parseNpy, writeNpy } from './npy.ts'

/** An npy file from the text of its dictionary and its elements. */
function layOut(dictionary: string, data: ArrayLike<number>, version = 1): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(`${dictionary}\n`)
  const lengthBytes =
    version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0]
  return Uint8Array.from([
    0x93,
    ...new TextEncoder().encode('NUMPY'),
    version,
    0,
    ...lengthBytes,
    ...text,
    ...Array.from(data),
  ])
}

const header = (descr: string, shape: string, fortran = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }`

const samples: NamedTensor[] = [
  { name: 'f64', dtype: 'f64', shape: [2], data: Float64Array.of(Math.PI, Number.MIN_VALUE) },
  { name: 'f32', dtype: 'f32', shape: [2, 2], data: Float32Array.of(-0, 1e-45, Number.NaN, -3.5) },
  { name: 'i64', dtype: 'i64', shape: [], data: BigInt64Array.of(-(2n ** 63n)) },
  { name: 'i32', dtype: 'i32', shape: [1, 2], data: Int32Array.of(-(2 ** 31), 2 ** 31 - 1) },
  { name: 'i16', dtype: 'i16', shape: [3, 1], data: Int16Array.of(-32768, 0, 32767) },
  { name: 'i8', dtype: 'i8', shape: [2], data: Int8Array.of(-128, 127) },
  { name: 'u8', dtype: 'u8', shape: [3], data: Uint8Array.of(0, 255, 7) },
  { name: 'bool', dtype: 'bool', shape: [2], data: Uint8Array.of(1, 0) },
  { name: 'empty', dtype: 'f32', shape: [0, 5], data: new Float32Array(0) },
]

describe('npy', () => {
  it('reads the reference file', async () => {
    const name = 'digits_mlp_flat.npy'
    const bytes = fixtureBytes(name)
    expect(npyFormat.matches(bytes.subarray(0, 512), { name, size: bytes.length })).toBe(true)
    const [tensor] = tensorsOf(await npyFormat.parse(sourceOf(bytes, `C:\\new\\${name}`)))
    const [expected] = expectedTensors(name)
    if (!tensor || !expected) throw new Error('missing')
    const summary = summarizeTensor(tensor)
    expect(tensor).toMatchObject({ name: 'digits_mlp_flat', dtype: 'f32', shape: expected.shape })
    expect(summary.first3).toEqual(expected.first3)
    expect(summary.last).toBe(expected.last)
    expect(summary.sum).toBeCloseTo(expected.sum, 9)
    expect(summary.sumsq).toBeCloseTo(expected.sumsq, 9)
  })

  it.each(samples)('keeps every bit of $name', (tensor) => {
    const bytes = writeNpy(tensor)
    const read = parseNpy(bytes, tensor.name)
    expect(read).toEqual(tensor)
    expect(new Uint8Array(read.data.buffer, read.data.byteOffset, read.data.byteLength)).toEqual(
      new Uint8Array(tensor.data.buffer),
    )
    expect(read.data.byteOffset % 64).toBe(0)
    expect(writeNpy(read)).toEqual(bytes)
  })

  it('writes what numpy.save writes', () => {
    const bytes = writeNpy({ name: 'x', dtype: 'f32', shape: [2, 1], data: Float32Array.of(1, 2) })
    const text = new TextDecoder('latin1').decode(bytes.subarray(0, 128))
    expect(text).toBe(
      `\u0093NUMPY\x01\0v\0${"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }".padEnd(117)}\n`,
    )
  })

  it.each([
    ['>f4', [0x3f, 0x80, 0, 0], 'f32', [1]],
    ['<f2', [0, 0x3c, 1, 0], 'f16', [1, 2 ** -24]],
    ['>i2', [0xff, 0xfe], 'i16', [-2]],
    ['<u2', [0xff, 0xff], 'i32', [65535]],
    ['>u4', [0xff, 0xff, 0xff, 0xff], 'i64', [4294967295n]],
    ['<u8', [1, 0, 0, 0, 0, 0, 0, 0x7f], 'i64', [0x7f00000000000001n]],
    ['=f4', [0, 0, 0x80, 0x3f], 'f32', [1]],
  ])('reads elements of type %s', (descr, bytes, dtype, values) => {
    const tensor = parseNpy(layOut(header(descr, `(${values.length},)`), bytes), 'x')
    expect(tensor.dtype).toBe(dtype)
    expect([...tensor.data]).toEqual(values)
  })

  it('turns Fortran order into row-major order', () => {
    const flat = Array.from({ length: 24 }, (_, at) => at)
    // Element (i, j, k) of a 2×3×4 array in Fortran order is at i + 2·(j + 3·k).
    const wanted = [0, 1].flatMap((i) =>
      [0, 1, 2].flatMap((j) => [0, 1, 2, 3].map((k) => i + 2 * (j + 3 * k))),
    )
    expect([...parseNpy(layOut(header('|u1', '(2, 3, 4)', 'True'), flat), 'x').data]).toEqual(wanted)
  })

  it('reads headers of every version, order and spacing', () => {
    const dictionary = `  {"shape":(2L , ),'fortran_order':True, 'descr' : "|i1"}   `
    for (const version of [1, 2, 3])
      expect([...parseNpy(layOut(dictionary, [1, 255], version), 'x').data]).toEqual([1, -1])
  })

  it.each([
    ['text', layOut(header('<U3', '(1,)'), Array(12).fill(0)), 'elements of type <U3 are not supported'],
    ['objects', layOut(header('|O', '(1,)'), [0x80, 4]), 'elements of type |O'],
    ['complex numbers', layOut(header('<c8', '(1,)'), Array(8).fill(0)), 'elements of type <c8'],
    [
      'records',
      layOut(`{'descr': [('a', '<f4', (2,))], 'fortran_order': False, 'shape': (1,)}`, []),
      "type [('a', '<f4'",
    ],
    ['a prototype word', layOut(header('<toString', '(1,)'), []), 'elements of type <toString'],
    ['too few bytes', layOut(header('<f4', '(2,)'), [0]), 'needs 8 bytes, got 1'],
    ['bytes left over', layOut(header('<f4', '()'), [0, 0, 0, 0, 0]), 'needs 4 bytes, got 5'],
    ['a negative size', layOut(header('<f4', '(-1,)'), []), 'bad shape: (-1,)'],
    ['an expression', layOut(header('<f4', '(2*3,)'), []), 'bad shape'],
    [
      'a product that overflows',
      layOut(header('<f4', '(9000000000000000, 9000000000000000)'), []),
      'too large',
    ],
    ['a rank without bound', layOut(header('<f4', `(${'1,'.repeat(65)})`), [0, 0, 0, 0]), 'rank 65'],
    ['a call', layOut(`{'descr': '<f4', 'fortran_order': bool(), 'shape': ()}`, []), 'unreadable header'],
    [
      'a key twice',
      layOut(`{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}`, []),
      'unreadable',
    ],
    ['no shape', layOut(`{'descr': '<f4', 'fortran_order': False}`, []), 'unreadable header'],
    ['a header beyond the file', layOut(header('<f4', '()'), []).fill(255, 8, 10), 'ends inside the header'],
    ['a header over the limit', layOut(header('<f4', '()'), [], 2).fill(255, 8, 12), 'exceeds 65535'],
    ['version 9', layOut(header('<f4', '()'), []).fill(9, 6, 7), 'version 9'],
    [
      'a u64 of 2⁶³',
      layOut(header('<u8', '()'), [0, 0, 0, 0, 0, 0, 0, 128]),
      '9223372036854775808 does not fit',
    ],
    ['an empty file', new Uint8Array(0), 'does not start as an npy file'],
  ])('refuses %s', (_label, bytes, message) => {
    const parse = () => parseNpy(bytes, 'w')
    expect(parse).toThrow(FormatError)
    expect(parse).toThrow(message)
    expect(parse).toThrow('npy, array w: ')
  })

  it('refuses to write a shape that does not fit', () => {
    const tensor: NamedTensor = { name: 'w', dtype: 'f32', shape: [2, 2], data: new Float32Array(3) }
    expect(() => writeNpy(tensor)).toThrow('npy, array w: shape 2×2 needs 4 elements, got 3')
  })

  it(
    'ends every damaged file in a result or a FormatError',
    async () => {
      const files = [...samples.map(writeNpy), layOut(header('>f4', '(2, 1)', 'True'), Array(8).fill(3), 3)]
      const cases = process.env.ISTHMUS_FUZZ_CASES
      const outcome = await fuzzFormat((bytes) => parseNpy(bytes, 'x'), { files, seed: 1, cases })
      expect(outcome.parsed).toBeGreaterThan(5)
      expect(outcome.refused).toBeGreaterThan(5)
    },
    fuzzTimeoutMs,
  )
})
