import { describe, expect, it } from 'vitest'
import { createArrayData, findArrays } from './arrayData.ts'
import { DataError } from './dataError.ts'
import type { NamedArray } from './readArrays.ts'

const floats = (name: string, shape: number[], ...values: number[]): NamedArray => ({
  name,
  shape,
  data: Float64Array.from(values),
})
const integers = (name: string, ...values: number[]): NamedArray => ({
  name,
  shape: [values.length],
  data: BigInt64Array.from(values, BigInt),
})
const files = { normalization: 'none', split: { by: 'files' } } as const
const share = { normalization: 'none', split: { by: 'share', testShare: 0.5 } } as const

function create(arrays: readonly NamedArray[], options: Parameters<typeof createArrayData>[1] = share) {
  const found = findArrays(arrays)
  if (!found) throw new Error('no arrays found')
  return createArrayData(found, options)
}

describe('finding arrays', () => {
  it.each([
    [['x_train', 'y_train', 'x_test', 'y_test'], true],
    [['X_train', 'Y_train', 'X_test', 'y_test'], true],
    [['train_images', 'train_labels', 'test_images', 'test_labels'], true],
    [['train_x', 'train_y'], false],
    [['X', 'y'], false],
    [['data', 'target', 'feature_names'], false],
    [['images', 'labels'], false],
  ])('knows %s', (names, hasTest) => {
    const found = findArrays(names.map((name) => floats(name, [1, 1], 0)))
    expect(found?.train).toMatchObject({ inputs: { name: names[0] }, labels: { name: names[1] } })
    expect(found?.test !== undefined).toBe(hasTest)
  })

  it('leaves weights and results alone', () => {
    for (const names of [['fc1.weight', 'fc1.bias'], ['ts', 'tr_loss', 'te_acc'], []]) {
      expect(findArrays(names.map((name) => floats(name, [1], 0)))).toBeUndefined()
    }
  })

  it('says when labels are missing', () => {
    const act = () => findArrays([floats('x_train', [1, 1], 0), floats('z', [1], 0)])
    expect(act).toThrow(DataError)
    expect(act).toThrow('array x_train: no labels go with it among x_train, z')
  })
})

describe('arrays as a data set', () => {
  it('takes train and test as they are', () => {
    const arrays = [
      floats('x_train', [2, 2], 1, 2, 3, 4),
      integers('y_train', 0, 1),
      floats('x_test', [1, 2], 5, 6),
      integers('y_test', 2),
    ]
    expect(create(arrays, files)).toEqual({
      dataset: {
        inputShape: [2],
        classCount: 3,
        train: { count: 2, inputs: Float32Array.of(1, 2, 3, 4), labels: Int32Array.of(0, 1) },
        test: { count: 1, inputs: Float32Array.of(5, 6), labels: Int32Array.of(2) },
      },
      classNames: ['0', '1', '2'],
    })
    expect(create(arrays).dataset.test).toEqual({
      count: 1,
      inputs: Float32Array.of(3, 4),
      labels: Int32Array.of(1),
    })
  })

  it('gives images a channel, and moves channels that are last', () => {
    const grey = create([floats('x', [2, 2, 1], 1, 2, 3, 4), integers('y', 0, 1)])
    expect(grey.dataset.inputShape).toEqual([1, 2, 1])
    const rgb = floats('x', [2, 2, 1, 3], ...Array.from({ length: 12 }, (_, i) => i))
    const { dataset } = create([rgb, integers('y', 0, 1)])
    expect(dataset.inputShape).toEqual([3, 2, 1])
    expect(dataset.train.inputs).toEqual(Float32Array.of(0, 3, 1, 4, 2, 5))
    expect(dataset.test.inputs).toEqual(Float32Array.of(6, 9, 7, 10, 8, 11))
    const first = create([floats('x', [2, 3, 1, 1], 1, 2, 3, 4, 5, 6), integers('y', 0, 1)])
    expect(first.dataset.inputShape).toEqual([3, 1, 1])
  })

  it('normalises images of bytes, not rows of bytes', () => {
    const bytes = Uint8Array.of(0, 255)
    const labels = integers('y', 0, 1)
    const options = { ...share, normalization: 'mnist' } as const
    const images = create([{ name: 'x', shape: [2, 1, 1], data: bytes }, labels], options)
    expect(images.dataset.train.inputs[0]).toBe(Math.fround(-0.4242129623889923))
    const rows = create([{ name: 'x', shape: [2, 1], data: bytes }, labels], options)
    expect(rows.dataset.test.inputs[0]).toBe(255)
  })

  it('takes columns of labels and one-hot rows, and numbers classes that do not start at 0', () => {
    const x = floats('x', [3, 1], 1, 2, 3)
    const column = create([x, floats('y', [3, 1], 3, 1, 2)])
    expect(column.classNames).toEqual(['1', '2', '3'])
    const hot = create([x, floats('y', [3, 3], 0, 0, 1, 1, 0, 0, 0, 1, 0)])
    expect([...hot.dataset.train.labels, ...hot.dataset.test.labels]).toEqual([2, 0, 1])
  })

  it.each([
    [
      'a row without shape',
      [floats('x', [2], 1, 2), integers('y', 0, 1)],
      'array x: shape 2, wanted rows × features',
    ],
    ['five sides', [floats('x', [1, 1, 1, 1, 1], 1), integers('y', 0)], 'array x: shape 1 × 1 × 1 × 1 × 1'],
    ['no rows', [floats('x', [0, 3]), integers('y')], 'array x: shape 0 × 3'],
    ['NaN', [floats('x', [2, 2], 1, 2, 3, Number.NaN), integers('y', 0, 1)], 'array x: row 2 has NaN'],
    [
      'too few labels',
      [floats('x', [2, 1], 1, 2), integers('y', 0)],
      'array y: 1 labels for the 2 rows of x',
    ],
    [
      'labels of another shape',
      [floats('x', [1, 1], 1), floats('y', [1, 1, 1], 0)],
      'array y: shape 1 × 1 × 1',
    ],
    [
      'a fraction',
      [floats('x', [2, 1], 1, 2), floats('y', [2], 0, 0.5)],
      'array y: row 2 has 0.5, which is no class',
    ],
    ['two hot', [floats('x', [1, 1], 1), floats('y', [1, 2], 1, 1)], 'array y: row 1 is not one 1 and zeros'],
    ['none hot', [floats('x', [1, 1], 1), floats('y', [1, 2], 0, 0)], 'array y: row 1 has no 1'],
    ['one class', [floats('x', [2, 1], 1, 2), integers('y', 0, 0)], 'array y: one class'],
  ])('refuses %s', (_label, arrays, message) => {
    expect(() => create(arrays)).toThrow(DataError)
    expect(() => create(arrays)).toThrow(message)
  })

  it('refuses test arrays that are missing or unlike train', () => {
    const train = [floats('x_train', [2, 2], 1, 2, 3, 4), integers('y_train', 0, 1)]
    expect(() => create(train, files)).toThrow('test arrays: there are none')
    const test = [floats('x_test', [1, 3], 1, 2, 3), integers('y_test', 0)]
    expect(() => create([...train, ...test], files)).toThrow('array x_test: a row is 3, in x_train it is 2')
  })
})
