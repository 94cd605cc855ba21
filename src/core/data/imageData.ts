import { checkDataSize } from './checkDataSize.ts'
import { labelNumbers } from './classLabels.ts'
import { DataError } from './dataError.ts'
import type { NamedDataset, SplitData } from './dataset.ts'
import { divideRows, type ShareSplit, type ValidationSplit } from './divideRows.ts'
import { type NormalizationName, normalizePixels } from './imageNormalization.ts'
import type { ImageSets, LabelledImages } from './labelledImages.ts'

/** How images become a data set. */
export interface ImageDataOptions {
  readonly normalization: NormalizationName
  /** `files` takes the test images that were opened; the others divide the train images and leave test images alone. */
  readonly split: { readonly by: 'files' } | ShareSplit | ValidationSplit
}

/**
 * Scales images to 0…1, normalises each channel and divides them.
 *
 * @throws DataError where there are no test images to take, train and test differ in shape, the normalisation does not suit
 * the channels, a label has no name, or a split would be empty; RangeError for a share that empties one
 */
export function createImageData(
  { train, test, classNames }: ImageSets,
  options: ImageDataOptions,
): NamedDataset {
  const rowCount = train.labels.length + (options.split.by === 'files' ? (test?.labels.length ?? 0) : 0)
  const rowSize = train.shape.slice(1).reduce((size, side) => size * side, 1)
  checkDataSize('images', rowCount, rowSize)
  const named = readClasses(train, test, classNames)
  const trainCount = train.labels.length
  // Rows go straight where they belong: a whole set more would not fit into memory beside a large one.
  const take = (images: LabelledImages, labels: Int32Array, rows?: Int32Array): SplitData => ({
    count: rows?.length ?? labels.length,
    inputs: normalizePixels(images.pixels, images.shape, {
      name: options.normalization,
      ...(rows && { rows }),
    }),
    labels: rows ? Int32Array.from(rows, (row) => labels[row] as number) : labels.slice(),
  })
  const trainLabels = named.labels.subarray(0, trainCount)
  const base = { inputShape: train.shape.slice(1), classCount: named.classNames.length }
  if (options.split.by !== 'files') {
    const division = divideRows(trainCount, options.split)
    const dataset = {
      ...base,
      train: take(train, trainLabels, division.train),
      test: take(train, trainLabels, division.test),
    }
    return { dataset, classNames: named.classNames }
  }
  if (!test) throw new DataError('test images', 'none were opened; divide the train images instead')
  const [, ...trainShape] = train.shape
  const [, ...testShape] = test.shape
  if (trainShape.join() !== testShape.join()) {
    throw new DataError('test images', `${testShape.join(' × ')}, the train images ${trainShape.join(' × ')}`)
  }
  const dataset = {
    ...base,
    train: take(train, trainLabels),
    test: take(test, named.labels.subarray(trainCount)),
  }
  return { dataset, classNames: named.classNames }
}

function readClasses(train: LabelledImages, test: LabelledImages | undefined, names?: readonly string[]) {
  const all = Int32Array.from([...train.labels, ...(test?.labels ?? [])])
  if (!names) return labelNumbers(all, 'labels')
  const stray = all.find((label) => label >= names.length)
  if (stray !== undefined) throw new DataError('labels', `${stray}, there are ${names.length} classes`)
  return { labels: all, classNames: names }
}
