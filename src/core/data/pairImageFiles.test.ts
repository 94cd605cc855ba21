import { describe, expect, it } from 'vitest'
import { DataError } from './dataError.ts'
import { type ImageFile, pairImageFiles } from './pairImageFiles.ts'

const images = (name: string, count: number, value = 0): ImageFile => ({
  name,
  kind: 'images',
  shape: [count, 1, 2, 2],
  pixels: new Uint8Array(count * 4).fill(value),
})
const labels = (name: string, count: number, value = 0): ImageFile => ({
  name,
  kind: 'labels',
  labels: new Uint8Array(count).fill(value),
})
const batch = (name: string, value: number, classNames?: string[]): ImageFile => ({
  name,
  kind: 'labelled-images',
  shape: [1, 3, 1, 1],
  pixels: new Uint8Array(3).fill(value),
  labels: Uint8Array.of(value),
  ...(classNames && { classNames }),
})

describe('pairing files of images', () => {
  it.each([
    [
      'as MNIST comes',
      [
        'train-images-idx3-ubyte',
        'train-labels-idx1-ubyte',
        't10k-images-idx3-ubyte',
        't10k-labels-idx1-ubyte',
      ],
    ],
    [
      'gzipped',
      [
        'train-images-idx3-ubyte.gz',
        'train-labels-idx1-ubyte.gz',
        't10k-images-idx3-ubyte.gz',
        't10k-labels-idx1-ubyte',
      ],
    ],
    [
      'with dots',
      [
        'train-images.idx3-ubyte',
        'train-labels.idx1-ubyte',
        't10k-images.idx3-ubyte',
        't10k-labels.idx1-ubyte',
      ],
    ],
    [
      'of EMNIST',
      [
        'emnist-digits-train-images-idx3-ubyte',
        'emnist-digits-train-labels-idx1-ubyte',
        'emnist-digits-test-images-idx3-ubyte',
        'emnist-digits-test-labels-idx1-ubyte',
      ],
    ],
  ])('finds train and test %s, in any order', (_label, [a = '', b = '', c = '', d = '']) => {
    const files = [images(a, 3, 1), labels(b, 3, 2), images(c, 2, 3), labels(d, 2, 4)]
    const wanted = {
      train: { shape: [3, 1, 2, 2], pixels: new Uint8Array(12).fill(1), labels: new Uint8Array(3).fill(2) },
      test: { shape: [2, 1, 2, 2], pixels: new Uint8Array(8).fill(3), labels: new Uint8Array(2).fill(4) },
    }
    expect(pairImageFiles(files)).toEqual(wanted)
    expect(pairImageFiles([...files].reverse())).toEqual(wanted)
  })

  it('joins the batches of CIFAR-10 in order', () => {
    const names = ['cat', 'dog']
    const sets = pairImageFiles([
      batch('test_batch.bin', 9),
      batch('data_batch_2.bin', 2, names),
      batch('data_batch_1.bin', 1),
    ])
    expect(sets.train).toEqual({
      shape: [2, 3, 1, 1],
      pixels: Uint8Array.of(1, 1, 1, 2, 2, 2),
      labels: Uint8Array.of(1, 2),
    })
    expect(sets.test?.labels).toEqual(Uint8Array.of(9))
    expect(sets.classNames).toEqual(names)
  })

  it('takes one file of each for a pair, whatever they are called', () => {
    expect(pairImageFiles([labels('b', 2), images('a', 2)]).train.shape).toEqual([2, 1, 2, 2])
  })

  it.each([
    [
      'lone images',
      [images('train-images-idx3-ubyte', 2)],
      'train-images-idx3-ubyte: open train-labels-idx1-ubyte with it',
    ],
    [
      'lone labels',
      [batch('data_batch_1.bin', 1), labels('train-labels-idx1-ubyte', 2)],
      'train-labels-idx1-ubyte: labels without their images',
    ],
    ['another count', [images('a', 2), labels('b', 3)], 'b: 3 labels for the 2 images of a'],
    ['no train images', [batch('test_batch.bin', 1)], 'test images: no train images were opened'],
    ['nothing', [], 'files: no train images'],
    [
      'another size',
      [batch('data_batch_1.bin', 1), images('x-images', 1), labels('x-labels', 1)],
      'x-images: images of 1 × 2 × 2, those of data_batch_1.bin are 3 × 1 × 1',
    ],
    [
      'two files of labels',
      [images('train-images', 1), labels('train-labels', 1), labels('train-labels.gz', 1)],
      'two files of labels',
    ],
  ])('refuses %s', (_label, files, message) => {
    expect(() => pairImageFiles(files)).toThrow(DataError)
    expect(() => pairImageFiles(files)).toThrow(message)
  })
})
