import * as tf from '@tensorflow/tfjs-core'
import { type CpuKernel, floatsOf, inputOf, type KernelCall, makeResult, sizeOf } from './kernelCall.ts'

/** Max and average pooling and their gradients. */
export const poolingKernels: readonly CpuKernel[] = [
  {
    kernelName: 'MaxPool',
    compute(call) {
      const x = floatsOf(call, inputOf(call, 'x'))
      const shape = readShape(call, inputOf(call, 'x').shape)
      const out = new Float32Array(sizeOf(shape.outShape))
      forWindows(shape, (window, at) => {
        out[at] = x[findMaximum(x, window)] as number
      })
      return makeResult(call, shape.outShape, out)
    },
  },
  {
    kernelName: 'MaxPoolGrad',
    compute(call) {
      const input = inputOf(call, 'input')
      const [x, dy] = [floatsOf(call, input), floatsOf(call, inputOf(call, 'dy'))]
      const gradient = new Float32Array(x.length)
      forWindows(readShape(call, input.shape), (window, at) => {
        const place = findMaximum(x, window)
        gradient[place] = (gradient[place] as number) + (dy[at] as number)
      })
      return makeResult(call, input.shape, gradient)
    },
  },
  {
    kernelName: 'AvgPool',
    compute(call) {
      const x = floatsOf(call, inputOf(call, 'x'))
      const shape = readShape(call, inputOf(call, 'x').shape)
      const out = new Float32Array(sizeOf(shape.outShape))
      forWindows(shape, (window, at) => {
        out[at] = sumWindow(x, window) / (window.rows * window.columns)
      })
      return makeResult(call, shape.outShape, out)
    },
  },
  {
    kernelName: 'AvgPoolGrad',
    compute(call) {
      const { shape: xShape } = inputOf(call, 'input')
      const dy = floatsOf(call, inputOf(call, 'dy'))
      const gradient = new Float32Array(sizeOf(xShape))
      forWindows(readShape(call, xShape), (window, at) => {
        addToWindow(gradient, window, (dy[at] as number) / (window.rows * window.columns))
      })
      return makeResult(call, xShape, gradient)
    },
  },
]

type PoolShape = ReturnType<typeof tf.backend_util.computePool2DInfo>

function readShape(call: KernelCall, xShape: readonly number[]): PoolShape {
  const { filterSize, strides, pad, dimRoundingMode } = call.attrs as unknown as {
    readonly filterSize: number | [number, number]
    readonly strides: number | [number, number]
    readonly pad: 'valid' | 'same' | number
    readonly dimRoundingMode?: 'floor' | 'round' | 'ceil'
  }
  const shape = xShape as [number, number, number, number]
  return tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode)
}

/** The pixels of one channel under one window, padding left out; one object serves all windows. */
interface PoolWindow {
  first: number
  rows: number
  columns: number
  readonly rowStep: number
  readonly columnStep: number
}

function forWindows(shape: PoolShape, visit: (window: PoolWindow, at: number) => void): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth } = shape
  const window = { first: 0, rows: 0, columns: 0, rowStep: inWidth * inChannels, columnStep: inChannels }
  let at = 0
  for (let image = 0; image < shape.batchSize; image++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const top = outRow * shape.strideHeight - shape.padInfo.top
      const firstRow = Math.max(0, top)
      window.rows = Math.min(inHeight, top + shape.filterHeight) - firstRow
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        const left = outColumn * shape.strideWidth - shape.padInfo.left
        const firstColumn = Math.max(0, left)
        window.columns = Math.min(inWidth, left + shape.filterWidth) - firstColumn
        const corner = ((image * inHeight + firstRow) * inWidth + firstColumn) * inChannels
        for (let channel = 0; channel < inChannels; channel++, at++) {
          window.first = corner + channel
          visit(window, at)
        }
      }
    }
  }
}

/** Place of the first maximum; a NaN is larger than anything, so that it shows and keeps its gradient. */
function findMaximum(x: Float32Array, window: PoolWindow): number {
  let place = window.first
  let maximum = x[place] as number
  for (let row = 0; row < window.rows; row++) {
    let at = window.first + row * window.rowStep
    for (let column = 0; column < window.columns; column++, at += window.columnStep) {
      const value = x[at] as number
      if (value > maximum || (Number.isNaN(value) && !Number.isNaN(maximum))) {
        maximum = value
        place = at
      }
    }
  }
  return place
}

function sumWindow(x: Float32Array, window: PoolWindow): number {
  let sum = 0
  for (let row = 0; row < window.rows; row++) {
    const at = window.first + row * window.rowStep
    for (let column = 0; column < window.columns; column++)
      sum += x[at + column * window.columnStep] as number
  }
  return sum
}

function addToWindow(x: Float32Array, window: PoolWindow, value: number): void {
  for (let row = 0; row < window.rows; row++) {
    let at = window.first + row * window.rowStep
    for (let column = 0; column < window.columns; column++, at += window.columnStep) {
      x[at] = (x[at] as number) + value
    }
  }
}
