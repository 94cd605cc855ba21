import type { SplitData } from '../core/data/dataset.ts'
import type { ReadSamplesRequest, SampleRows } from '../protocol/samples.ts'
import type { DataSource } from './dataSource.ts'
import { invalid, requireWord } from './requireValue.ts'

/** Bytes of inputs that are read at once. */
const mostBytes = 2 ** 26

/** Labels of a split, and the inputs of some of its rows. @throws EngineError `invalid-request` for rows that are not there; by what the source throws */
export async function readSamples(source: DataSource, request: ReadSamplesRequest): Promise<SampleRows> {
  requireWord('split', request.split, ['train', 'test'])
  const { raw, dataset } = await source.get(request.data)
  const split = dataset[request.split]
  const rowSize = dataset.inputShape.reduce((size, side) => size * side, 1)
  const rows = request.rows ?? Int32Array.from({ length: split.count }, (_, row) => row)
  for (const row of rows) {
    if (!(row >= 0 && row < split.count)) throw invalid('row', row, `a row from 0 to ${split.count - 1}`)
  }
  if (4 * rows.length * rowSize > mostBytes) {
    throw invalid('rows', `${rows.length} of ${rowSize} numbers`, `at most ${mostBytes} bytes of them`)
  }
  return {
    labels: split.labels.slice(),
    inputs: takeRows(split, rows, rowSize),
    raw: takeRows(raw[request.split], rows, rowSize),
    rowSize,
  }
}

function takeRows({ inputs }: SplitData, rows: Int32Array, rowSize: number): Float32Array {
  const taken = new Float32Array(rows.length * rowSize)
  rows.forEach((row, i) => {
    taken.set(inputs.subarray(row * rowSize, (row + 1) * rowSize), i * rowSize)
  })
  return taken
}
