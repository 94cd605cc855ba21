import type { SplitData } from '../core/data/dataset.ts'
import { planNetwork } from '../core/networks/planNetwork.ts'
import type { WeightsId } from '../protocol/identifiers.ts'
import type { Problem } from '../protocol/problem.ts'
import type { JobControl } from './backends/backend.ts'
import type { DataSource } from './dataSource.ts'
import { checkLayout, type WeightsShelf } from './weightsShelf.ts'

/** Work that is done in about two seconds without SIMD; and rows beyond which a count tells nothing more. */
const mostFlops = 1e9
const mostRows = 2000

/**
 * Counts samples of the train split by their class and the class that a network gives them, row-major `[label, predicted]`:
 * as many evenly spread rows as there is time for. @throws EngineError by what source and shelf throw
 */
export async function countConfusion(
  { source, shelf }: { readonly source: DataSource; readonly shelf: WeightsShelf },
  { problem, id }: { readonly problem: Problem; readonly id: WeightsId },
  control: JobControl,
): Promise<Int32Array> {
  const network = planNetwork(problem.architecture)
  const stored = shelf.get([id])
  checkLayout(stored, network)
  const { dataset } = await source.get(problem.data)
  const fits = Math.floor(mostFlops / Math.max(1, network.forwardFlops))
  const split = spreadRows(dataset.train, Math.max(1, Math.min(mostRows, fits)))
  const { predictClasses } = await import('./backends/tf/predictClasses.ts')
  const [weights] = stored
  const predicted = weights ? await predictClasses(network, weights, split, control) : new Int32Array(0)
  const counts = new Int32Array(network.classCount ** 2)
  for (const [row, label] of split.labels.entries()) {
    const cell = label * network.classCount + (predicted[row] as number)
    counts[cell] = (counts[cell] as number) + 1
  }
  return counts
}

/** Evenly spread rows: those of one class may stand together. */
function spreadRows({ count, inputs, labels }: SplitData, most: number): SplitData {
  if (count <= most) return { count, inputs, labels }
  const size = inputs.length / count
  const rows = Int32Array.from({ length: most }, (_, i) => Math.floor((i * count) / most))
  const taken = new Float32Array(most * size)
  for (const [i, row] of rows.entries()) taken.set(inputs.subarray(row * size, (row + 1) * size), i * size)
  return { count: most, inputs: taken, labels: rows.map((row) => labels[row] as number) }
}
