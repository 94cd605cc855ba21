import { createArrayData, findArrays } from '../../core/data/arrayData.ts'
import type { Dataset, NamedDataset, SplitData } from '../../core/data/dataset.ts'
import { createImageData } from '../../core/data/imageData.ts'
import { joinTables } from '../../core/data/joinTables.ts'
import { type ImageFile, pairImageFiles } from '../../core/data/pairImageFiles.ts'
import type { TableColumn } from '../../core/data/tableColumn.ts'
import { createTableData, type TableData } from '../../core/data/tableData.ts'
import { fingerprintNumbers } from '../../core/fingerprint.ts'
import { formatOpenedData } from '../../core/openedId.ts'
import type { NamedTensor } from '../../formats/tensor.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { DatasetRequest, ReadDataset } from '../../protocol/fileReader.ts'
import type { KeptFile } from './keptFile.ts'

type FindFile = (number: number) => KeptFile

/** Makes the data set that was asked for. @throws DataError, RangeError, EngineError `invalid-request` for a file of another kind */
export function makeDataset(request: DatasetRequest, find: FindFile): ReadDataset {
  const { named, name, leftOut = 0, unused = [] } = make(request, find)
  const { inputShape, classCount, train, test } = named.dataset
  const hash = fingerprintNumbers([train.inputs, train.labels, test.inputs, test.labels])
  return { ...named, id: formatOpenedData({ name, hash, inputShape, classCount }), leftOut, unused }
}

interface Made {
  readonly named: NamedDataset
  readonly name: string
  readonly leftOut?: number
  readonly unused?: readonly string[]
}

function make(request: DatasetRequest, find: FindFile): Made {
  if (request.kind === 'images') return makeImages(request, find)
  const { name, content } = find(request.file)
  if (request.kind === 'arrays' && content.kind === 'tensors') {
    const arrays = findArrays(content.tensors)
    if (arrays) {
      const { dataset, classNames } = createArrayData(arrays, request.options)
      return { named: { dataset: ownInputs(dataset, content.tensors), classNames }, name }
    }
  }
  if (request.kind === 'table' && content.kind === 'table') {
    const table = makeTable(content.columns, request, find)
    const { dataset, classNames, leftOut, unused } = table
    return { named: { dataset, classNames }, name, leftOut: leftOut.length, unused }
  }
  throw new EngineError('invalid-request', `${name}: holds ${content.kind}, wanted ${request.kind}`)
}

/** Data whose arrays are nobody else's: the inputs of a file may be its very array, which later requests need. */
function ownInputs(dataset: Dataset, tensors: readonly NamedTensor[]): Dataset {
  const held = new Set<ArrayBufferLike>(tensors.map(({ data }) => data.buffer))
  const own = (split: SplitData) =>
    held.has(split.inputs.buffer) ? { ...split, inputs: split.inputs.slice() } : split
  return { ...dataset, train: own(dataset.train), test: own(dataset.test) }
}

type TableRequest = Extract<DatasetRequest, { kind: 'table' }>

function makeTable(
  columns: readonly TableColumn[],
  { test, options }: TableRequest,
  find: FindFile,
): TableData {
  const { split } = options
  if (split.by !== 'files') return createTableData(columns, { ...options, split })
  const other = test === undefined ? undefined : find(test)
  if (other?.content.kind !== 'table') {
    throw new EngineError('invalid-request', 'test table: there is none; divide the rows instead')
  }
  const joined = joinTables(columns, other.content.columns)
  return createTableData(joined.columns, { ...options, split: { by: 'column', column: joined.split } })
}

function makeImages(request: Extract<DatasetRequest, { kind: 'images' }>, find: FindFile): Made {
  const files = request.files.map((number): ImageFile => {
    const { name, content } = find(number)
    if (content.kind === 'images' || content.kind === 'labels' || content.kind === 'labelled-images') {
      return { name, ...content }
    }
    throw new EngineError('invalid-request', `${name}: holds ${content.kind}, wanted images or labels`)
  })
  const { dataset, classNames } = createImageData(pairImageFiles(files), request.options)
  return { named: { dataset, classNames }, name: files[0]?.name ?? '' }
}
