import { mostDataNumbers } from '../core/data/checkDataSize.ts'
import type { SplitData } from '../core/data/dataset.ts'
import type { DataPart, LoadedData } from '../protocol/engineApi.ts'
import { EngineError } from '../protocol/engineError.ts'

interface Pending {
  readonly loaded: LoadedData
  /** Rows that are there, from the start of each split. */
  readonly filled: { train: number; test: number }
}

/**
 * Puts data together that cross the border in parts: `start`, rows in order, `end`.
 * @throws EngineError `invalid-request` for a part that does not follow those before it
 */
export function createDataParts(put: (loaded: LoadedData) => void): (part: DataPart) => void {
  const pending = new Map<string, Pending>()
  const find = (id: string) => {
    const found = pending.get(id)
    if (!found) throw new EngineError('invalid-request', `data ${id}: their start is missing`)
    return found
  }
  return (part) => {
    if (part.kind === 'start') pending.set(part.id, begin(part))
    else if (part.kind === 'rows') fill(find(part.id), part)
    else {
      const { loaded, filled } = find(part.id)
      pending.delete(part.id)
      const { train, test } = loaded.dataset
      if (filled.train !== train.count || filled.test !== test.count) {
        throw new EngineError('invalid-request', `data ${part.id}: rows are missing`)
      }
      put(loaded)
    }
  }
}

function begin({
  id,
  classNames,
  inputShape,
  classCount,
  counts,
}: Extract<DataPart, { kind: 'start' }>): Pending {
  const rowSize = inputShape.reduce((size, side) => size * side, 1)
  const elements = (counts.train + counts.test) * rowSize
  if (!(elements >= 1 && elements <= mostDataNumbers)) {
    throw new EngineError('invalid-request', `data ${id}: ${elements} numbers, at most ${mostDataNumbers}`)
  }
  const split = (count: number): SplitData => ({
    count,
    inputs: new Float32Array(count * rowSize),
    labels: new Int32Array(count),
  })
  const dataset = { inputShape, classCount, train: split(counts.train), test: split(counts.test) }
  return { loaded: { id, classNames, dataset }, filled: { train: 0, test: 0 } }
}

function fill({ loaded, filled }: Pending, part: Extract<DataPart, { kind: 'rows' }>): void {
  const { split, start, inputs, labels } = part
  const target = loaded.dataset[split]
  const rowSize = target.inputs.length / target.count
  const fits = start === filled[split] && inputs.length === labels.length * rowSize
  if (!fits || start + labels.length > target.count) {
    throw new EngineError('invalid-request', `data ${part.id}: rows from ${start} do not follow those before`)
  }
  target.inputs.set(inputs, start * rowSize)
  target.labels.set(labels, start)
  filled[split] += labels.length
}
