/** Sizes of a list of images: `[count, channels, height, width]`. */
export type ImageShape = readonly [count: number, channels: number, height: number, width: number]

/** Images with their labels: `pixels` as `shape` says, row-major. */
export interface LabelledImages {
  readonly shape: ImageShape
  readonly pixels: Uint8Array
  readonly labels: Uint8Array
}

/** Train images, and test images where there are any. */
export interface ImageSets {
  readonly train: LabelledImages
  readonly test?: LabelledImages
  /** Where the format fixes them. */
  readonly classNames?: readonly string[]
}
