import { createRandom, type Random } from '../random.ts'
import type { Dataset, SplitData } from './dataset.ts'

/** How training images are varied. */
export interface Augmentation {
  /** Varied copies of every image beside the image itself. */
  readonly copies: number
  /** Pixels that a copy is moved by at most, in each direction; what comes in repeats the border. */
  readonly shift: number
  /** Whether every second copy on average is mirrored left to right. */
  readonly flip: boolean
  readonly seed: number
}

/**
 * A data set whose train split has, behind its own rows, `copies` varied ones of each; the test split stays. Images are
 * `[channels, height, width]`; the same seed makes the same bytes. Throws a RangeError where rows are no images.
 */
export function augmentImages(dataset: Dataset, augmentation: Augmentation): Dataset {
  const { inputShape, train } = dataset
  if (inputShape.length !== 3) throw new RangeError(`only images can be varied, not rows of [${inputShape}]`)
  return { ...dataset, train: augmentSplit(train, inputShape, augmentation) }
}

function augmentSplit(
  train: SplitData,
  shape: readonly number[],
  { copies, ...vary }: Augmentation,
): SplitData {
  const { count, inputs, labels } = train
  const size = inputs.length / count
  const wide = new Float32Array(inputs.length * (1 + copies))
  const named = new Int32Array(count * (1 + copies))
  for (let copy = 0; copy <= copies; copy++) {
    const random = createRandom(vary.seed, 'augmentation', copy)
    for (let row = 0; row < count; row++) {
      const at = copy * count + row
      const image = inputs.subarray(row * size, (row + 1) * size)
      named[at] = labels[row] as number
      const target = wide.subarray(at * size, (at + 1) * size)
      if (copy === 0) target.set(image)
      else varyImage(image, target, { shape, random, ...vary })
    }
  }
  return { count: count * (1 + copies), inputs: wide, labels: named }
}

interface Variation extends Omit<Augmentation, 'copies' | 'seed'> {
  readonly shape: readonly number[]
  readonly random: Random
}

function varyImage(
  image: Float32Array,
  target: Float32Array,
  { shape, shift, flip, random }: Variation,
): void {
  const [channels = 1, height = 1, width = 1] = shape
  const right = random.integer(2 * shift + 1) - shift
  const down = random.integer(2 * shift + 1) - shift
  // Drawn even where nothing is mirrored, so that the shifts do not depend on it.
  const isMirrored = random.integer(2) === 1 && flip
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      const line = (channel * height + clamp(y - down, height)) * width
      for (let x = 0; x < width; x++) {
        const from = clamp(x - right, width)
        const column = isMirrored ? width - 1 - from : from
        target[(channel * height + y) * width + x] = image[line + column] as number
      }
    }
  }
}

function clamp(place: number, size: number): number {
  return Math.max(0, Math.min(size - 1, place))
}
