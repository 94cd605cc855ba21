import * as tf from '@tensorflow/tfjs-core'
import { type Matrix, multiply, transpose } from './gemm.ts'
import { type CpuKernel, floatsOf, inputOf, type KernelCall, makeResult, sizeOf } from './kernelCall.ts'
import { type ConvolutionShape, gatherPatches, scatterPatches } from './patches.ts'

/** Numbers in the patches of one block of images: 2 MB. */
const patchElements = 2 ** 19

/** Convolutions and their gradients as products with patches: each output pixel's inputs in one row. */
export const convolutionKernels: readonly CpuKernel[] = [
  {
    kernelName: 'Conv2D',
    compute(call, original) {
      const shape = readShape(call, inputOf(call, 'x').shape, inputOf(call, 'filter').shape)
      if (!shape) return original(call)
      const out = new Float32Array(sizeOf(shape.outShape))
      const filter = filterMatrix(shape, floatsOf(call, inputOf(call, 'filter')))
      forBlocks(shape, (block) => {
        gatherPatches(floatsOf(call, inputOf(call, 'x')), shape, block)
        multiply(patchMatrix(shape, block), filter, {
          values: out,
          offset: block.firstPixel * shape.outChannels,
        })
      })
      return makeResult(call, shape.outShape, out)
    },
  },
  {
    kernelName: 'Conv2DBackpropFilter',
    compute(call, original) {
      const { filterShape } = call.attrs as { readonly filterShape: [number, number, number, number] }
      const shape = readShape(call, inputOf(call, 'x').shape, filterShape)
      if (!shape) return original(call)
      const gradient = new Float64Array(sizeOf(filterShape))
      forBlocks(shape, (block) => {
        gatherPatches(floatsOf(call, inputOf(call, 'x')), shape, block)
        const dy = pixelMatrix(shape, floatsOf(call, inputOf(call, 'dy')), block)
        multiply(transpose(patchMatrix(shape, block)), dy, { values: gradient, offset: 0, accumulate: true })
      })
      return makeResult(call, filterShape, Float32Array.from(gradient))
    },
  },
  {
    kernelName: 'Conv2DBackpropInput',
    compute(call, original) {
      const { inputShape } = call.attrs as { readonly inputShape: [number, number, number, number] }
      const shape = readShape(call, inputShape, inputOf(call, 'filter').shape)
      if (!shape) return original(call)
      const gradient = new Float32Array(sizeOf(inputShape))
      const filter = transpose(filterMatrix(shape, floatsOf(call, inputOf(call, 'filter'))))
      forBlocks(shape, (block) => {
        const dy = pixelMatrix(shape, floatsOf(call, inputOf(call, 'dy')), block)
        multiply(dy, filter, { values: block.patches, offset: 0 })
        scatterPatches(gradient, shape, block)
      })
      return makeResult(call, inputShape, gradient)
    },
  },
]

/** Some images whose patches are held at once. */
interface Block {
  readonly firstImage: number
  readonly imageCount: number
  /** Output pixels before the block, and in it. */
  readonly firstPixel: number
  readonly pixelCount: number
  readonly patches: Float32Array
}

function forBlocks(shape: ConvolutionShape, work: (block: Block) => void): void {
  const perImage = shape.outHeight * shape.outWidth
  const size = Math.max(1, Math.floor(patchElements / (perImage * shape.patchSize)))
  const patches = new Float32Array(Math.min(size, shape.batchSize) * perImage * shape.patchSize)
  for (let firstImage = 0; firstImage < shape.batchSize; firstImage += size) {
    const imageCount = Math.min(size, shape.batchSize - firstImage)
    const [firstPixel, pixelCount] = [firstImage * perImage, imageCount * perImage]
    work({ firstImage, imageCount, firstPixel, pixelCount, patches })
  }
}

/** Undefined for what the network's layers never ask: channels first, dilation. */
function readShape(
  call: KernelCall,
  xShape: readonly number[],
  filterShape: readonly number[],
): ConvolutionShape | undefined {
  const { strides, pad, dataFormat, dimRoundingMode } = call.attrs as unknown as ConvolutionAttributes
  const { dilations } = call.attrs as { readonly dilations?: number | readonly number[] }
  if (dataFormat !== 'NHWC' || [dilations ?? 1].flat().some((dilation) => dilation !== 1)) return undefined
  const info = tf.backend_util.computeConv2DInfo(
    xShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    1,
    pad,
    dimRoundingMode,
  )
  return {
    ...info,
    top: info.padInfo.top,
    left: info.padInfo.left,
    patchSize: info.filterHeight * info.filterWidth * info.inChannels,
  }
}

interface ConvolutionAttributes {
  readonly strides: number | [number, number]
  readonly pad: number
  readonly dataFormat: string
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

function filterMatrix({ patchSize, outChannels }: ConvolutionShape, values: Float32Array): Matrix {
  return { values, offset: 0, rows: patchSize, columns: outChannels, rowStep: outChannels, columnStep: 1 }
}

function patchMatrix({ patchSize }: ConvolutionShape, { patches, pixelCount }: Block): Matrix {
  return {
    values: patches,
    offset: 0,
    rows: pixelCount,
    columns: patchSize,
    rowStep: patchSize,
    columnStep: 1,
  }
}

function pixelMatrix({ outChannels }: ConvolutionShape, values: Float32Array, block: Block): Matrix {
  return {
    values,
    offset: block.firstPixel * outChannels,
    rows: block.pixelCount,
    columns: outChannels,
    rowStep: outChannels,
    columnStep: 1,
  }
}
