import type { SplitName } from '../../core/data/dataset.ts'
import { createRandom } from '../../core/random.ts'
import type { SplitValues } from '../../protocol/evaluation.ts'
import type { DataSummary } from '../../protocol/problem.ts'
import type { SampleRows } from '../../protocol/samples.ts'
import type { EpochRecord, TrainingRecipe } from '../../protocol/training.ts'

/** Σ c_b w_b. */
export function combine(vectors: readonly Float32Array[], coefficients: ArrayLike<number>): Float32Array {
  const [first] = vectors
  return Float32Array.from(first ?? [], (_, k) =>
    vectors.reduce((sum, vector, b) => sum + (coefficients[b] ?? 0) * (vector[k] as number), 0),
  )
}

/** The first vector, 0 outside some stretches. */
export function mask(
  [vector]: readonly Float32Array[],
  ranges: readonly (readonly [number, number])[],
): Float32Array {
  const isKept = (k: number) => ranges.some(([start, end]) => k >= start && k < end)
  return Float32Array.from(vector ?? [], (value, k) => (isKept(k) ? value : 0))
}

/** A seeded unit vector orthogonal to `to − from`. */
export function orthogonalTo(from: Float32Array, to: Float32Array, seed: number): Float64Array {
  const random = createRandom(seed, 'direction')
  const along = Float64Array.from(to, (value, k) => value - (from[k] as number))
  const direction = Float64Array.from(along, () => random.normal())
  const share = product(direction, along) / product(along, along)
  const off = direction.map((value, k) => value - share * (along[k] as number))
  const length = Math.sqrt(product(off, off))
  return off.map((value) => value / length)
}

function product(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + value * (b[k] as number), 0)
}

/** What stands for a network's loss: ½·mean((w − 1)²). */
export function lossAt(weights: Float32Array): number {
  return weights.reduce((sum, value) => sum + (value - 1) ** 2, 0) / (2 * weights.length)
}

/** Rows of the two splits. */
export const fakeCounts = { train: 700, test: 300 } as const

/** Samples in two classes by turns, each at its number. */
export function fakeSamples(split: SplitName, rows?: Int32Array): SampleRows {
  const labels = Int32Array.from({ length: fakeCounts[split] }, (_, row) => row % 2)
  const raw = Float32Array.from(rows ?? labels.keys(), (row) => row)
  const inputs = Float32Array.from([...raw].flatMap((row) => [row, row % 2]))
  return { labels, inputs, raw: inputs, rowSize: 2 }
}

/** What is known of the data. */
export const fakeSummary: DataSummary = {
  inputShape: [2],
  classCount: 2,
  classNames: ['0', '1'],
  trainCount: fakeCounts.train,
  testCount: fakeCounts.test,
  classSizes: [350, 350],
  picture: {
    kind: 'points',
    points: Float32Array.of(0, 1),
    labels: Uint8Array.of(1),
    projected: false,
  },
}

/** Values of a split where the train nll is `nll`; the lower it is, the more is right. */
export function toSplit(nll: Float64Array, split: 'train' | 'test'): SplitValues {
  const count = fakeCounts[split]
  const correct = Int32Array.from(nll, (value) => Math.max(0, Math.round(count * (1 - value / 10))))
  return { nll: split === 'train' ? nll : nll.map((value) => value * 1.5), correct, count }
}

/** The first epochs of a training that halves its loss. */
export function createHistory({ epochs, learningRate }: TrainingRecipe): EpochRecord[] {
  return Array.from({ length: Math.min(epochs, 3) }, (_, index) => ({
    epoch: index + 1,
    learningRate,
    trainNll: 1 / (index + 1),
    trainAccuracy: 0.5,
  }))
}
