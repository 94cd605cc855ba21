import type { Dataset, SplitData } from './dataset.ts'

/**
 * Shifts and scales every feature to mean 0 and deviation 1 (population) over the train split, and the test split by the
 * same numbers. A feature that is constant over train is shifted only.
 */
export function standardize(dataset: Dataset): Dataset {
  const { means, deviations } = measureFeatures(dataset.train)
  const scaleSplit = (split: SplitData): SplitData => ({
    ...split,
    inputs: split.inputs.map((value, i) => {
      const feature = i % means.length
      return (value - (means[feature] as number)) / (deviations[feature] as number)
    }),
  })
  return { ...dataset, train: scaleSplit(dataset.train), test: scaleSplit(dataset.test) }
}

function measureFeatures(split: SplitData): { means: Float64Array; deviations: Float64Array } {
  const { count, inputs } = split
  const size = inputs.length / count
  const means = new Float64Array(size)
  const deviations = new Float64Array(size)
  for (let feature = 0; feature < size; feature++) {
    const first = inputs[feature] as number
    let shifted = 0
    for (let i = feature; i < inputs.length; i += size) shifted += (inputs[i] as number) - first
    // Summed from the first value, so that a constant feature has exactly its value as mean and 0 as deviation.
    const mean = first + shifted / count
    let squares = 0
    for (let i = feature; i < inputs.length; i += size) squares += ((inputs[i] as number) - mean) ** 2
    means[feature] = mean
    deviations[feature] = squares > 0 ? Math.sqrt(squares / count) : 1
  }
  return { means, deviations }
}
