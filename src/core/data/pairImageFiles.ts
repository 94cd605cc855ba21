import { DataError } from './dataError.ts'
import type { ImageSets, ImageShape, LabelledImages } from './labelledImages.ts'

/** A file of images, of labels, or of both. */
export type ImageFile = { readonly name: string } & (
  | { readonly kind: 'images'; readonly shape: ImageShape; readonly pixels: Uint8Array }
  | { readonly kind: 'labels'; readonly labels: Uint8Array }
  | ({ readonly kind: 'labelled-images'; readonly classNames?: readonly string[] } & LabelledImages)
)

type Role = 'train' | 'test'
type Part = LabelledImages & { readonly name: string; readonly classNames?: readonly string[] }

/**
 * Puts files together by their names: images with their labels (`train-images-idx3-ubyte` with `train-labels-idx1-ubyte`),
 * batches of one split in the order of their names, train (`train`, `data_batch`) and test (`t10k`, `test`). What says
 * neither is train.
 *
 * @throws DataError naming the file that lacks its other half or does not fit it, and where there are no train images
 */
export function pairImageFiles(files: readonly ImageFile[]): ImageSets {
  const parts = new Map<Role, Part[]>([
    ['train', []],
    ['test', []],
  ])
  const labelFiles = files.filter((file) => file.kind === 'labels')
  for (const file of [...files].sort((a, b) => compareNames(a.name, b.name))) {
    if (file.kind === 'labels') continue
    const part = file.kind === 'images' ? addLabels(file, files, labelFiles) : file
    parts.get(roleOf(file.name))?.push(part)
  }
  const lonely = labelFiles.find(
    (labels) => !files.some((file) => file.kind === 'images' && belong(file, labels)),
  )
  if (lonely && !isOnlyPair(files)) throw new DataError(lonely.name, 'labels without their images')
  const train = join(parts.get('train') ?? [])
  const test = join(parts.get('test') ?? [])
  if (!train) throw new DataError(test ? 'test images' : 'files', 'no train images were opened')
  const classNames = [...parts.values()].flat().find((part) => part.classNames)?.classNames
  return { train, ...(test && { test }), ...(classNames && { classNames }) }
}

/** Which split a file's name speaks of. */
export function roleOf(name: string): Role {
  return /t10k|(?:^|[^a-z])(?:test|val|valid|validation)(?:[^a-z]|$)/i.test(name) ? 'test' : 'train'
}

function addLabels(
  file: Extract<ImageFile, { kind: 'images' }>,
  files: readonly ImageFile[],
  labelFiles: readonly Extract<ImageFile, { kind: 'labels' }>[],
): Part {
  const fitting = isOnlyPair(files) ? labelFiles : labelFiles.filter((labels) => belong(file, labels))
  const [labels] = fitting
  if (!labels) {
    const wanted = file.name.replace(/images/i, 'labels').replace(/idx3/i, 'idx1')
    throw new DataError(file.name, wanted === file.name ? 'its labels are missing' : `open ${wanted} with it`)
  }
  if (fitting.length > 1)
    throw new DataError(file.name, `two files of labels, ${fitting[0]?.name} and ${fitting[1]?.name}`)
  if (labels.labels.length !== file.shape[0]) {
    throw new DataError(
      labels.name,
      `${labels.labels.length} labels for the ${file.shape[0]} images of ${file.name}`,
    )
  }
  return { name: file.name, shape: file.shape, pixels: file.pixels, labels: labels.labels }
}

/** One file of images and one of labels belong together whatever they are called. */
function isOnlyPair(files: readonly ImageFile[]): boolean {
  return (
    files.length === 2 &&
    files.some(({ kind }) => kind === 'images') &&
    files.some(({ kind }) => kind === 'labels')
  )
}

function belong(a: ImageFile, b: ImageFile): boolean {
  return stemOf(a.name) === stemOf(b.name)
}

/** What is left of a name without the words that tell images from labels. */
function stemOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.gz$/, '')
    .replace(/images?|labels?|idx\d|ubyte/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function join(parts: readonly Part[]): LabelledImages | undefined {
  const [first, ...others] = parts
  if (!first) return undefined
  const [, channels, height, width] = first.shape
  for (const { name, shape } of others) {
    if (shape.slice(1).join() !== first.shape.slice(1).join()) {
      throw new DataError(
        name,
        `images of ${shape.slice(1).join(' × ')}, those of ${first.name} are ${[channels, height, width].join(' × ')}`,
      )
    }
  }
  if (others.length === 0) return { shape: first.shape, pixels: first.pixels, labels: first.labels }
  const count = parts.reduce((sum, { labels }) => sum + labels.length, 0)
  const pixels = new Uint8Array(count * channels * height * width)
  const labels = new Uint8Array(count)
  let row = 0
  for (const part of parts) {
    pixels.set(part.pixels, row * channels * height * width)
    labels.set(part.labels, row)
    row += part.labels.length
  }
  return { shape: [count, channels, height, width], pixels, labels }
}
