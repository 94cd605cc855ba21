import { transfer } from 'comlink'
import type { SplitData } from '../core/data/dataset.ts'
import type { DataPart, LoadedData } from '../protocol/engineApi.ts'

/** Bytes of inputs that cross at once: copying them takes a few milliseconds, which no frame feels. */
const pieceBytes = 2 ** 23

/** How data get to the engine: small sets whole, large ones in pieces. */
export interface DataReceiver {
  loadData(loaded: LoadedData): Promise<void>
  loadDataPart(part: DataPart): Promise<void>
}

/**
 * Gives the engine opened data. The page keeps its own copy, so they are copied on the way: of a large set a piece at a time,
 * each with a frame of the page in between.
 */
export async function sendData(receiver: DataReceiver, loaded: LoadedData): Promise<void> {
  const { id, classNames, dataset } = loaded
  const { inputShape, classCount, train, test } = dataset
  if (train.inputs.byteLength + test.inputs.byteLength <= pieceBytes) {
    await receiver.loadData(loaded)
    return
  }
  const counts = { train: train.count, test: test.count }
  await receiver.loadDataPart({ kind: 'start', id, classNames, inputShape, classCount, counts })
  await sendSplit(receiver, id, train, 'train')
  await sendSplit(receiver, id, test, 'test')
  await receiver.loadDataPart({ kind: 'end', id })
}

async function sendSplit(
  receiver: DataReceiver,
  id: string,
  { count, inputs, labels }: SplitData,
  split: 'train' | 'test',
): Promise<void> {
  const rowSize = inputs.length / count
  const rows = Math.max(1, Math.floor(pieceBytes / 4 / rowSize))
  for (let start = 0; start < count; start += rows) {
    const end = Math.min(start + rows, count)
    const piece = {
      kind: 'rows',
      id,
      split,
      start,
      inputs: inputs.slice(start * rowSize, end * rowSize),
      labels: labels.slice(start, end),
    } as const
    await receiver.loadDataPart(transfer(piece, [piece.inputs.buffer, piece.labels.buffer]))
  }
}
