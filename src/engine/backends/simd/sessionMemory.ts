import type { Dataset, SplitData, SplitName } from '../../../core/data/dataset.ts'
import type { Network } from '../../../core/networks/network.ts'
import type { Kernels } from '../../../kernels/loader.ts'
import { KernelMemory } from '../../../kernels/memory.ts'
import { countElements } from './compilation.ts'
import type { Layout } from './layout.ts'

/** One split in kernel memory, row-major; rows are padded with zeros to whole vectors. */
export interface ResidentSplit {
  readonly rows: number
  readonly labels: number
  readonly count: number
}

/** What a session keeps in one instance's memory, and the instance itself. */
export interface SessionMemory {
  readonly kernels: Kernels
  readonly memory: KernelMemory
  readonly network: Network
  readonly features: number
  readonly rowBytes: number
  readonly splits: Readonly<Record<SplitName, ResidentSplit>>
}

/** Most bytes that one instance (one worker's copy of data, weights and activations) may take: 1 GiB. */
export const defaultLimitBytes = 2 ** 30

/** Copies the data into the kernels' memory. @throws KernelMemoryError */
export function openSessionMemory(
  kernels: Kernels,
  options: { readonly network: Network; readonly data: Dataset; readonly limitBytes: number },
): SessionMemory {
  const memory = new KernelMemory(kernels, options.limitBytes)
  const features = countElements(options.network.architecture.input)
  const rowFloats = 4 * Math.ceil(features / 4)
  const copy = (split: SplitData): ResidentSplit => {
    const rows = memory.allocate(split.count * rowFloats * 4)
    const labels = memory.allocate(split.count * 4)
    writeRows(memory, rows, { values: split.inputs, features, rowFloats })
    memory.i32.set(split.labels, labels / 4)
    return { rows, labels, count: split.count }
  }
  const splits = { train: copy(options.data.train), test: copy(options.data.test) }
  return { kernels, memory, network: options.network, features, rowBytes: 4 * rowFloats, splits }
}

/** Writes row-major inputs with padded rows. */
export function writeRows(
  memory: KernelMemory,
  address: number,
  { values, features, rowFloats }: { values: Float32Array; features: number; rowFloats: number },
): void {
  const target = memory.f32
  for (let start = 0, at = address / 4; start < values.length; start += features, at += rowFloats) {
    target.set(values.subarray(start, start + features), at)
  }
}

/**
 * Lays a block out twice: once at address 0 to learn its size, then where the memory puts it; then writes what the
 * layout placed. Answers the block and what the second laying out gave.
 *
 * @throws KernelMemoryError before anything is taken
 */
export function allocateLayout<T>(
  memory: KernelMemory,
  createLayout: (base: number) => Layout,
  lay: (layout: Layout) => T,
): { readonly block: number; readonly value: T } {
  const draft = createLayout(0)
  lay(draft)
  const block = memory.allocate(draft.byteLength)
  const layout = createLayout(block)
  const value = lay(layout)
  for (const { address, values } of layout.constants) {
    if (values instanceof Int32Array) memory.i32.set(values, address / 4)
    else memory.f32.set(values, address / 4)
  }
  return { block, value }
}

/** Numbers of a vector padded to whole v128. */
export function padFloats(count: number): number {
  return 4 * Math.ceil(count / 4)
}
