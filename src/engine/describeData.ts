import type { Dataset, SplitData } from '../core/data/dataset.ts'
import { principalComponents } from '../core/planes/principalComponents.ts'
import type { DataPicture, DataSummary } from '../protocol/problem.ts'
import type { SourcedData } from './dataSource.ts'

const pointCount = 600
const imageCount = 40

/** What the page shows of a data set. Points are drawn as networks see them, images as they were before standardising. */
export function describeData({ raw, dataset, classNames, attribution }: SourcedData): DataSummary {
  const { inputShape, classCount, train, test } = dataset
  return {
    inputShape,
    classCount,
    classNames,
    trainCount: train.count,
    testCount: test.count,
    classSizes: countClasses(train, classCount),
    picture: inputShape.length === 3 ? drawImages(raw) : drawPoints(dataset),
    ...(attribution ? { attribution } : {}),
  }
}

function countClasses({ labels }: SplitData, classCount: number): number[] {
  const sizes = new Array<number>(classCount).fill(0)
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1
  return sizes
}

function drawPoints({ inputShape, train }: Dataset): DataPicture {
  const width = inputShape.reduce((size, side) => size * side, 1)
  const shown = Math.min(train.count, pointCount)
  const labels = Uint8Array.from(train.labels.subarray(0, shown))
  const projected = width > 2
  const rows = projected ? principalComponents(train.inputs, train.count, width, 2).scores : train.inputs
  // A single feature lies on a line: y stays 0.
  const rowWidth = projected ? 2 : width
  const points = new Float32Array(shown * 2)
  for (let i = 0; i < shown; i++) {
    for (let axis = 0; axis < Math.min(rowWidth, 2); axis++) {
      points[i * 2 + axis] = rows[i * rowWidth + axis] as number
    }
  }
  return { kind: 'points', points, labels, projected }
}

/** The first channel of the first images, the split's least value black and its greatest white. */
function drawImages({ inputShape, train }: Dataset): DataPicture {
  const [channels = 1, height = 1, width = 1] = inputShape
  const shown = Math.min(train.count, imageCount)
  const { min, range } = measureRange(train.inputs)
  const pixels = new Uint8Array(shown * height * width)
  for (let image = 0; image < shown; image++) {
    for (let pixel = 0; pixel < height * width; pixel++) {
      const value = train.inputs[image * channels * height * width + pixel] as number
      pixels[image * height * width + pixel] = Math.round((255 * (value - min)) / range)
    }
  }
  return { kind: 'images', width, height, pixels, labels: Uint8Array.from(train.labels.subarray(0, shown)) }
}

function measureRange(values: Float32Array): { min: number; range: number } {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < min) min = value
    if (value > max) max = value
  }
  return { min, range: max - min || 1 }
}
