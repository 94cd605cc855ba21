import { describe, expect, it } from 'vitest'
import { DataError } from './dataError.ts'
import { createImageData } from './imageData.ts'

const train = {
  shape: [3, 1, 1, 2] as const,
  pixels: Uint8Array.of(0, 255, 51, 102, 255, 0),
  labels: Uint8Array.of(0, 1, 2),
}
const test = { shape: [1, 1, 1, 2] as const, pixels: Uint8Array.of(255, 255), labels: Uint8Array.of(1) }
const files = { normalization: 'none', split: { by: 'files' } } as const

describe('images as a data set', () => {
  it('takes train and test as they were opened', () => {
    expect(createImageData({ train, test }, files)).toEqual({
      dataset: {
        inputShape: [1, 1, 2],
        classCount: 3,
        train: {
          count: 3,
          inputs: Float32Array.of(0, 1, 0.2, 0.4, 1, 0),
          labels: Int32Array.of(0, 1, 2),
        },
        test: { count: 1, inputs: Float32Array.of(1, 1), labels: Int32Array.of(1) },
      },
      classNames: ['0', '1', '2'],
    })
  })

  it('takes the last of train for validation, and leaves the test images alone', () => {
    const { dataset } = createImageData(
      { train, test, classNames: ['a', 'b', 'c', 'd'] },
      { normalization: 'none', split: { by: 'validation', count: 1 } },
    )
    expect(dataset.classCount).toBe(4)
    expect(dataset.train.labels).toEqual(Int32Array.of(0, 1))
    expect(dataset.test).toEqual({ count: 1, inputs: Float32Array.of(1, 0), labels: Int32Array.of(2) })
  })

  it('divides by share', () => {
    const options = { normalization: 'mnist', split: { by: 'share', testShare: 0.5 } } as const
    const { dataset } = createImageData({ train }, options)
    expect([dataset.train.count, dataset.test.count]).toEqual([1, 2])
    expect(dataset.train.inputs[0]).toBe(Math.fround(-0.4242129623889923))
  })

  it.each([
    ['no test images', { train }, 'test images: none were opened'],
    [
      'test images of another size',
      { train, test: { ...test, shape: [1, 1, 2, 1] as const } },
      'test images: 1 × 2 × 1, the train images 1 × 1 × 2',
    ],
    ['a label without a name', { train, test, classNames: ['a', 'b'] }, 'labels: 2, there are 2 classes'],
  ])('refuses %s', (_label, sets, message) => {
    expect(() => createImageData(sets, files)).toThrow(DataError)
    expect(() => createImageData(sets, files)).toThrow(message)
  })
})
