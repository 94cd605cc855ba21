/** Sizes of a convolution on NHWC activations. */
export interface ConvolutionShape {
  readonly batchSize: number
  readonly inHeight: number
  readonly inWidth: number
  readonly inChannels: number
  readonly outShape: readonly number[]
  readonly outHeight: number
  readonly outWidth: number
  readonly outChannels: number
  readonly filterHeight: number
  readonly filterWidth: number
  readonly strideHeight: number
  readonly strideWidth: number
  /** Padding above and to the left. */
  readonly top: number
  readonly left: number
  /** Numbers that one output pixel sees: filter height × filter width × input channels. */
  readonly patchSize: number
}

/** A stretch of images and room for their patches, one row per output pixel in the order of the filter's taps. */
export interface PatchBlock {
  readonly firstImage: number
  readonly imageCount: number
  readonly patches: Float32Array
}

/** Copies what each output pixel sees into its row; padding is zeros. */
export function gatherPatches(x: Float32Array, shape: ConvolutionShape, block: PatchBlock): void {
  const { patches } = block
  patches.fill(0)
  forRuns(shape, block, (patch, pixel, length) => {
    for (let i = 0; i < length; i++) patches[patch + i] = x[pixel + i] as number
  })
}

/** The transpose of `gatherPatches`: adds each row to where it was copied from. */
export function scatterPatches(x: Float32Array, shape: ConvolutionShape, block: PatchBlock): void {
  const { patches } = block
  forRuns(shape, block, (patch, pixel, length) => {
    for (let i = 0; i < length; i++) x[pixel + i] = (x[pixel + i] as number) + (patches[patch + i] as number)
  })
}

/**
 * Visits one line of taps after another for every output pixel: with channels last, the part of a line that lies on the
 * image is one run of numbers, both in the patches and in the image.
 */
function forRuns(
  shape: ConvolutionShape,
  { firstImage, imageCount }: PatchBlock,
  visit: (patch: number, pixel: number, length: number) => void,
): void {
  const { inHeight, inWidth, inChannels, filterHeight, filterWidth } = shape
  let patch = 0
  for (let image = firstImage; image < firstImage + imageCount; image++) {
    for (let row = 0; row < shape.outHeight; row++) {
      const y = row * shape.strideHeight - shape.top
      for (let column = 0; column < shape.outWidth; column++) {
        const x = column * shape.strideWidth - shape.left
        const from = Math.max(0, -x)
        const length = (Math.min(filterWidth, inWidth - x) - from) * inChannels
        for (let tap = 0; tap < filterHeight; tap++, patch += filterWidth * inChannels) {
          if (y + tap < 0 || y + tap >= inHeight) continue
          visit(
            patch + from * inChannels,
            ((image * inHeight + y + tap) * inWidth + x + from) * inChannels,
            length,
          )
        }
      }
    }
  }
}
