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
  const { inChannels } = shape
  forTaps(shape, block, (patch, from) => {
    if (from < 0) patches.fill(0, patch, patch + inChannels)
    else for (let c = 0; c < inChannels; c++) patches[patch + c] = x[from + c] as number
  })
}

/** The transpose of `gatherPatches`: adds each row to where it was copied from. */
export function scatterPatches(x: Float32Array, shape: ConvolutionShape, block: PatchBlock): void {
  const { patches } = block
  const { inChannels } = shape
  forTaps(shape, block, (patch, to) => {
    if (to < 0) return
    for (let c = 0; c < inChannels; c++) x[to + c] = (x[to + c] as number) + (patches[patch + c] as number)
  })
}

/** Visits every tap of every output pixel: its place in the patches and in the image, −1 in the padding. */
function forTaps(
  shape: ConvolutionShape,
  { firstImage, imageCount }: PatchBlock,
  visit: (patch: number, pixel: number) => void,
): void {
  const { inHeight, inWidth, inChannels, filterHeight, filterWidth } = shape
  let patch = 0
  for (let image = firstImage; image < firstImage + imageCount; image++) {
    for (let row = 0; row < shape.outHeight; row++) {
      for (let column = 0; column < shape.outWidth; column++) {
        for (let tapRow = 0; tapRow < filterHeight; tapRow++) {
          const y = row * shape.strideHeight - shape.top + tapRow
          const line = (image * inHeight + y) * inWidth
          for (let tapColumn = 0; tapColumn < filterWidth; tapColumn++, patch += inChannels) {
            const x = column * shape.strideWidth - shape.left + tapColumn
            const inside = y >= 0 && y < inHeight && x >= 0 && x < inWidth
            visit(patch, inside ? (line + x) * inChannels : -1)
          }
        }
      }
    }
  }
}
