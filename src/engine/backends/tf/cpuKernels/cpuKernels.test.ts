import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { createRandom } from '../../../../core/random.ts'
import { cpuKernels, registerCpuKernels } from './registerCpuKernels.ts'

// Keeps tfjs from advertising its package for Node.
tf.enableProdMode()

const random = createRandom(7, 'data')

function drawTensor(shape: number[]): tf.Tensor {
  const size = shape.reduce((product, side) => product * side, 1)
  return tf.tensor(
    Float32Array.from({ length: size }, () => random.normal()),
    shape,
  )
}

const image = drawTensor([3, 5, 6, 4]) as tf.Tensor4D
const labels = tf.tensor1d([2, 0, 1], 'int32')

function broadcast(apply: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Record<string, () => tf.Tensor> {
  const a = drawTensor([3, 4, 5])
  const shapes = [[3, 4, 5], [], [5], [4, 1], [3, 1, 1], [3, 1, 5], [1, 4, 1], [4, 5], [2, 3, 4, 5]]
  return Object.fromEntries(
    shapes.flatMap((shape) => {
      const b = drawTensor(shape)
      return [
        [`by [${shape}]`, () => apply(a, b)],
        [`[${shape}] by`, () => apply(b, a)],
      ]
    }),
  )
}

function slide(kernel: number, stride: number, pad: number): () => tf.Tensor {
  const filter = drawTensor([kernel, kernel, 4, 3]) as tf.Tensor4D
  return () => tf.conv2d(image, filter, stride, pad, 'NHWC', 1, 'floor')
}

function slideBack(kernel: number, stride: number, pad: number): () => tf.Tensor {
  const filter = drawTensor([kernel, kernel, 4, 3])
  return () => {
    const loss = (x: tf.Tensor, taps: tf.Tensor) =>
      tf.sum(tf.square(tf.conv2d(x as tf.Tensor4D, taps as tf.Tensor4D, stride, pad, 'NHWC', 1, 'floor')))
    return tf.concat(
      tf
        .grads(loss)([image, filter])
        .map((gradient) => tf.reshape(gradient, [gradient.size])),
    )
  }
}

function poolBack(apply: (x: tf.Tensor4D) => tf.Tensor): () => tf.Tensor {
  return () => tf.grad((x) => tf.sum(tf.square(apply(x as tf.Tensor4D))))(image)
}

function multiply(transposeA: boolean, transposeB: boolean): () => tf.Tensor {
  const a = drawTensor(transposeA ? [11, 7] : [7, 11])
  const b = drawTensor(transposeB ? [5, 11] : [11, 5])
  return () => tf.matMul(a, b, transposeA, transposeB)
}

const batches = { a: drawTensor([2, 3, 4]), b: drawTensor([2, 4, 5]) }
const calls: Readonly<Record<string, Readonly<Record<string, () => tf.Tensor>>>> = {
  add: broadcast(tf.add),
  subtract: broadcast(tf.sub),
  multiply: broadcast(tf.mul),
  divide: broadcast(tf.div),
  'broadcast by turns': {
    'over four groups': () => tf.add(drawTensorOnce([2, 1, 3, 1]), drawTensorOnce([1, 4, 1, 5])),
  },
  product: {
    'a · b': multiply(false, false),
    'aᵀ · b': multiply(true, false),
    'a · bᵀ': multiply(false, true),
    'aᵀ · bᵀ': multiply(true, true),
    batches: () => tf.matMul(batches.a, batches.b),
  },
  sum: {
    all: () => tf.sum(image),
    first: () => tf.sum(image, 0),
    last: () => tf.sum(image, 3, true),
    middle: () => tf.sum(image, [1, 2]),
    'middle, kept': () => tf.sum(image, [1, 2], true),
    apart: () => tf.sum(image, [0, 2]),
    integers: () => tf.sum(labels),
  },
  move: {
    transpose: () => tf.transpose(image, [0, 3, 1, 2]),
    matrix: () => tf.transpose(drawTensorOnce([3, 4])),
    gather: () => tf.gather(image, labels),
    'gather integers': () => tf.gather(labels, labels),
    'gather along another axis': () => tf.gather(image, labels, 3),
  },
  convolution: {
    plain: slide(3, 1, 0),
    'stride and padding': slide(3, 2, 1),
    'a kernel of one': slide(1, 1, 0),
    'much padding': slide(2, 1, 3),
    gradients: slideBack(3, 1, 1),
    'gradients with stride and rest': slideBack(2, 3, 1),
  },
  pooling: {
    max: () => tf.maxPool(image, 2, 2, 0, 'floor'),
    'max with overlap': () => tf.maxPool(image, 3, 2, 1, 'floor'),
    average: () => tf.avgPool(image, 2, 2, 'valid'),
    'average with overlap': () => tf.avgPool(image, 3, 1, 'valid'),
    'gradient of max': poolBack((x) => tf.maxPool(x, 3, 2, 1, 'floor')),
    'gradient of average': poolBack((x) => tf.avgPool(x, 3, 2, 'valid')),
  },
}

const drawn = new Map<string, tf.Tensor>()
/** The same numbers at every call. */
function drawTensorOnce(shape: number[]): tf.Tensor {
  const key = String(shape)
  const tensor = drawn.get(key) ?? tf.keep(drawTensor(shape))
  drawn.set(key, tensor)
  return tensor
}

describe('our kernels agree with tfjs’s own', () => {
  const cases = Object.entries(calls).flatMap(([group, variants]) =>
    Object.entries(variants).map(([variant, call]) => ({ name: `${group}: ${variant}`, call })),
  )
  const originals = new Map<string, { shape: number[]; values: number[] }>()
  beforeAll(async () => {
    await tf.setBackend('cpu')
    for (const { name, call } of cases) {
      const tensor = tf.tidy(call)
      originals.set(name, { shape: tensor.shape, values: [...tensor.dataSync()] })
    }
    registerCpuKernels()
  })

  test.each(cases)('$name', ({ name, call }) => {
    const original = originals.get(name)
    const tensor = tf.tidy(call)
    expect(tensor.shape).toEqual(original?.shape)
    tensor.dataSync().forEach((value, index) => {
      // tfjs rounds to float32 between the terms of longer sums.
      expect(value).toBeCloseTo(original?.values[index] ?? Number.NaN, 4)
    })
  })
})

test('registering again changes nothing', () => {
  const kernels = cpuKernels.map(({ kernelName }) => tf.getKernel(kernelName, 'cpu').kernelFunc)
  registerCpuKernels()
  expect(cpuKernels.map(({ kernelName }) => tf.getKernel(kernelName, 'cpu').kernelFunc)).toEqual(kernels)
})

test('max-pooling shows a NaN wherever it stands in the window', () => {
  for (const place of [0, 1, 2, 3]) {
    const values = [1, 2, 3, 4]
    values[place] = Number.NaN
    expect(tf.maxPool(tf.tensor4d(values, [1, 2, 2, 1]), 2, 2, 0).dataSync()[0]).toBeNaN()
  }
})
