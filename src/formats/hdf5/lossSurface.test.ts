import { describe, expect, it } from 'vitest'
import { fixtureBytes, sourceOf } from '../../fixtures/fixtureFile.ts'
import { fuzzFormat, fuzzTimeoutMs } from '../fuzzFormat.ts'
import type { NamedTensor } from '../tensor.ts'
import { hdf5Format } from './hdf5.ts'
import {
  readDirections,
  readLossSurface,
  readProjection,
  recognizeLossLandscape,
  type TensorFile,
} from './lossSurface.ts'

async function open(bytes: Uint8Array): Promise<TensorFile> {
  const content = await hdf5Format.parse(sourceOf(bytes, 'x.h5'))
  if (content.kind !== 'tensors') throw new Error(content.kind)
  return content
}

const tensor = (name: string, shape: number[], values: number[]): NamedTensor => ({
  name,
  shape,
  dtype: 'f64',
  data: Float64Array.from(values),
})

const fileOf = (...tensors: NamedTensor[]): TensorFile => ({ tensors, metadata: {} })

describe('loss surfaces', () => {
  it('reads the reference surface', async () => {
    const file = await open(fixtureBytes('moons_surface.h5'))
    expect(recognizeLossLandscape(file)).toBe('surface')
    const { x, y, values, computed, directionFile } = readLossSurface(file)
    expect(directionFile).toMatch(
      /moons\.pt_weights_xignore=biasbn_xnorm=filter_yignore=biasbn_ynorm=filter\.h5$/,
    )
    expect([x.length, y?.length, x[0], x[20], y?.[0]]).toEqual([21, 21, -1, 1, -1])
    expect([...values.keys()].sort()).toEqual(['train_acc', 'train_loss'])
    expect(computed.get('train_acc')).toEqual(new Uint8Array(441).fill(1))
    const loss = values.get('train_loss') ?? []
    // The end of training is in the middle; loss[row · 21 + column] is at x[column], y[row].
    expect(Math.min(...loss)).toBe(loss[220])
    expect(loss[220]).toBe(0.07284302958420345)
    expect([loss[0], loss[20], loss[420]]).toEqual([
      9.830613414219448, 1.1004714918136598, 0.6047336374010358,
    ])
    expect(values.get('train_acc')?.[220]).toBeCloseTo(97.428571, 5)
  })

  it('takes the order, not the shape, of a grid that is not square', () => {
    // As plot_surface.py stores 3 x by 2 y: allocated (3, 2), filled along x first.
    const file = fileOf(
      tensor('xcoordinates', [3], [0, 1, 2]),
      tensor('ycoordinates', [2], [0, 10]),
      tensor('train_loss', [3, 2], [1, 2, 3, 11, -1, 13]),
      tensor('train_acc', [3, 2], [0, 50, 50, 50, -1, 50]),
      tensor('test_acc', [3, 2], [0, 50, 50, 50, -1, 50]),
      tensor('unknown', [1], [0]),
    )
    const { values, computed } = readLossSurface(file)
    const at = (row: number, column: number) => values.get('train_loss')?.[row * 3 + column]
    expect([at(0, 2), at(1, 0), at(1, 2)]).toEqual([3, 11, 13])
    for (const name of ['train_loss', 'train_acc', 'test_acc'])
      expect(computed.get(name)).toEqual(Uint8Array.of(1, 1, 1, 1, 0, 1))
    expect(values.has('unknown')).toBe(false)
  })

  it('reads a line, and takes a loss of 0 or less for one that was not computed', () => {
    const line = fileOf(
      tensor('xcoordinates', [4], [0, 1, 2, 3]),
      tensor('test_loss', [4], [1, -1, 0, Number.NaN]),
    )
    const { y, computed } = readLossSurface(line)
    expect(y).toBeUndefined()
    expect(computed.get('test_loss')).toEqual(Uint8Array.of(1, 0, 0, 1))
  })

  it.each([
    ['no values', fileOf(tensor('xcoordinates', [1], [0])), 'file: it holds none of train_loss'],
    [
      'a line cached as a grid',
      fileOf(
        tensor('xcoordinates', [2], [0, 1]),
        tensor('ycoordinates', [2], [0, 1]),
        tensor('train_loss', [2], [1, 1]),
      ),
      'array train_loss: 2 values on a grid of 2×2',
    ],
    [
      'coordinates with two axes',
      fileOf(tensor('xcoordinates', [1, 1], [0])),
      'array xcoordinates: expected n, got 1×1',
    ],
  ])('refuses a surface with %s', (_label, file, message) => {
    expect(() => readLossSurface(file)).toThrow(`loss-landscape surface, ${message}`)
  })

  it('reads the reference directions in the order of the parameters', async () => {
    const file = await open(fixtureBytes('moons_directions.h5'))
    expect(recognizeLossLandscape(file)).toBe('directions')
    const { x, y } = readDirections(file)
    for (const direction of [x, y ?? []]) {
      expect(direction.map(({ name }) => name)).toEqual(['0', '1', '2', '3', '4', '5'])
      expect(direction.map(({ shape }) => shape.join('×'))).toEqual([
        '16×2',
        '16',
        '16×16',
        '16',
        '2×16',
        '2',
      ])
      // Biases are ignored: their directions are zero.
      expect(direction[1]?.data).toEqual(new Float32Array(16))
      expect(direction[0]?.data.some((value) => value !== 0)).toBe(true)
    }
  })

  it('sorts directions by number and names the one that is missing', () => {
    const names = Array.from({ length: 11 }, (_, at) => `xdirection.${at}`).sort()
    const file = fileOf(...names.map((name) => tensor(name, [1], [0])))
    expect(readDirections(file).x.map(({ name }) => Number(name))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(readDirections(file).y).toBeUndefined()
    const gap = fileOf(tensor('xdirection.0', [1], [0]), tensor('xdirection.2', [1], [0]))
    expect(() => readDirections(gap)).toThrow('group xdirection: dataset 1 is missing')
    expect(() => readDirections(fileOf())).toThrow('group xdirection: it is missing')
  })

  it('reads a projection', () => {
    const file = fileOf(tensor('proj_xcoord', [2], [1, 2]), tensor('proj_ycoord', [2], [3, 4]))
    expect(recognizeLossLandscape(file)).toBe('projection')
    expect(readProjection(file)).toEqual({ x: Float64Array.of(1, 2), y: Float64Array.of(3, 4) })
    expect(recognizeLossLandscape(fileOf())).toBeUndefined()
  })

  it(
    'ends every damaged surface in a result or a FormatError',
    async () => {
      const files = [fixtureBytes('moons_surface.h5')]
      const read = async (bytes: Uint8Array) => readLossSurface(await open(bytes))
      const outcome = await fuzzFormat(read, { files, seed: 6, cases: process.env.ISTHMUS_FUZZ_CASES })
      expect(outcome.refused).toBeGreaterThan(20)
    },
    fuzzTimeoutMs,
  )
})
