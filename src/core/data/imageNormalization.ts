import { DataError } from './dataError.ts'
import type { ImageShape } from './labelledImages.ts'

/** Constants by which images are shifted and scaled per channel, after their bytes became 0…1. */
export type NormalizationName =
  | 'none'
  | 'mnist'
  | 'fashion-mnist'
  | 'cifar-10'
  | 'cifar-100'
  | 'official-resnet'
  | 'official-vgg'

interface Normalization {
  readonly means: readonly number[]
  readonly deviations: readonly number[]
}

/**
 * In the order in which they are offered. `official-…` are what dnn-mode-connectivity's data.py uses for both CIFAR sets, the
 * first also for WideResNet; the others are the sets' own means and deviations, rounded as everybody quotes them.
 */
const normalizations: Readonly<Record<NormalizationName, Normalization>> = {
  none: { means: [], deviations: [] },
  mnist: { means: [0.1307], deviations: [0.3081] },
  'fashion-mnist': { means: [0.286], deviations: [0.353] },
  'cifar-10': { means: [0.4914, 0.4822, 0.4465], deviations: [0.247, 0.2435, 0.2616] },
  'cifar-100': { means: [0.5071, 0.4865, 0.4409], deviations: [0.2673, 0.2564, 0.2762] },
  'official-resnet': { means: [0.4914, 0.4822, 0.4465], deviations: [0.2023, 0.1994, 0.201] },
  'official-vgg': { means: [0.485, 0.456, 0.406], deviations: [0.229, 0.224, 0.225] },
}

/** Names of the normalisations that suit so many channels. */
export function listNormalizations(channels: number): NormalizationName[] {
  const names = Object.keys(normalizations) as NormalizationName[]
  return names.filter((name) => name === 'none' || normalizations[name].means.length === channels)
}

/**
 * Bytes `[count, channels, height, width]` as float32, bit for bit what torchvision's ToTensor and Normalize give; of the
 * images that `rows` names, in its order, or of all.
 *
 * @throws DataError where the constants are for another number of channels
 */
export function normalizePixels(
  pixels: Uint8Array,
  shape: ImageShape,
  { name, rows }: { readonly name: NormalizationName; readonly rows?: ArrayLike<number> },
): Float32Array {
  const [all, channels, height, width] = shape
  if (!listNormalizations(channels).includes(name)) {
    const wanted = normalizations[name].means.length
    throw new DataError(`normalisation ${name}`, `for ${wanted} channels, the images have ${channels}`)
  }
  const plane = height * width
  const count = rows?.length ?? all
  const inputs = new Float32Array(count * channels * plane)
  for (let channel = 0; channel < channels; channel++) {
    const values = tabulate(name, channel)
    for (let image = 0; image < count; image++) {
      const from = ((rows?.[image] ?? image) * channels + channel) * plane
      const to = (image * channels + channel) * plane
      for (let i = 0; i < plane; i++) inputs[to + i] = values[pixels[from + i] as number] as number
    }
  }
  return inputs
}

/** What each of the 256 bytes becomes, every step rounded to float32 as PyTorch rounds it. */
function tabulate(name: NormalizationName, channel: number): Float32Array {
  const { means, deviations } = normalizations[name]
  const mean = Math.fround(means[channel] ?? 0)
  const deviation = Math.fround(deviations[channel] ?? 1)
  return Float32Array.from(
    { length: 256 },
    (_, byte) => Math.fround(Math.fround(byte / 255) - mean) / deviation,
  )
}
