import type { Dataset, SplitData, SplitName } from '../../../core/data/dataset.ts'
import { withErrorScopes } from './errorScopes.ts'
import type { GpuContext } from './gpuContext.ts'
import { batchSize } from './kernels/normalizeKernel.ts'

/** Bytes of one block at most, where the device would allow more. */
const blockBytes = 2 ** 28

/** Some samples of a split on the device: inputs `[element, sample]`, padded to whole columns of 4 samples. */
export interface DataBlock {
  /** Its place among the blocks of its split. */
  readonly index: number
  readonly count: number
  /** Columns of a row. */
  readonly columns: number
  readonly inputs: GPUBuffer
  readonly labels: GPUBuffer
}

/** The data of a session; a split is one block unless it is larger than a binding may be. */
export interface GpuData {
  readonly blocks: Readonly<Record<SplitName, readonly DataBlock[]>>
  readonly counts: Readonly<Record<SplitName, number>>
  dispose(): void
}

/** Uploads a data set, samples innermost. @throws EngineError `out-of-memory`, `device-lost` */
export async function uploadData(context: GpuContext, data: Dataset): Promise<GpuData> {
  const buffers: GPUBuffer[] = []
  const dispose = () => {
    for (const buffer of buffers.splice(0)) context.memory.free(buffer)
  }
  try {
    const blocks = await withErrorScopes(context.device, () => ({
      train: uploadSplit(context, data.train, buffers),
      test: uploadSplit(context, data.test, buffers),
    }))
    return { blocks, counts: { train: data.train.count, test: data.test.count }, dispose }
  } catch (error) {
    dispose()
    throw error
  }
}

/**
 * Data in which rows of one's own, row-major, stand in for the test split; `dispose` frees these alone.
 *
 * @throws EngineError `out-of-memory`, `device-lost`
 */
export async function uploadRows(
  context: GpuContext,
  data: GpuData,
  { rows, count }: { readonly rows: Float32Array; readonly count: number },
): Promise<GpuData> {
  const buffers: GPUBuffer[] = []
  const dispose = () => {
    for (const buffer of buffers.splice(0)) context.memory.free(buffer)
  }
  // Labels are padded with zeros, and nothing is made of them.
  const split = { count, inputs: rows, labels: new Int32Array() }
  try {
    const test = await withErrorScopes(context.device, () => uploadSplit(context, split, buffers))
    const { blocks, counts } = data
    return { blocks: { train: blocks.train, test }, counts: { train: counts.train, test: count }, dispose }
  } catch (error) {
    dispose()
    throw error
  }
}

function uploadSplit(context: GpuContext, split: SplitData, buffers: GPUBuffer[]): DataBlock[] {
  const { gpu } = context.device
  const elements = split.count === 0 ? 0 : split.inputs.length / split.count
  const limit = Math.min(blockBytes, context.limits.maxStorageBufferBindingSize)
  const most = Math.max(1, Math.floor(limit / (Math.max(1, elements) * 4) / batchSize)) * batchSize
  const blocks: DataBlock[] = []
  for (let start = 0; start < split.count; start += most) {
    const count = Math.min(most, split.count - start)
    const columns = Math.ceil(count / 4)
    const labels = new Uint32Array(columns * 4)
    labels.set(split.labels.subarray(start, start + count))
    const upload = (label: string, values: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>) => {
      const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST
      const buffer = context.memory.allocate(label, values.byteLength, usage)
      buffers.push(buffer)
      gpu.queue.writeBuffer(buffer, 0, values)
      return buffer
    }
    const inputs = upload('inputs', transpose(split.inputs, { start, count, elements, width: columns * 4 }))
    blocks.push({ index: blocks.length, count, columns, inputs, labels: upload('labels', labels) })
  }
  return blocks
}

function transpose(
  inputs: Float32Array,
  shape: {
    readonly start: number
    readonly count: number
    readonly elements: number
    readonly width: number
  },
): Float32Array<ArrayBuffer> {
  const { start, count, elements, width } = shape
  const moved = new Float32Array(elements * width)
  for (let row = 0; row < count; row++) {
    const from = (start + row) * elements
    for (let element = 0; element < elements; element++) {
      moved[element * width + row] = inputs[from + element] as number
    }
  }
  return moved
}
