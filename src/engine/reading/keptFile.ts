import type { CurveKind } from '../../core/curves/curve.ts'
import { findArrays } from '../../core/data/arrayData.ts'
import { guessLabelColumn, guessSplitColumn, listSplitValues } from '../../core/data/guessColumns.ts'
import { roleOf } from '../../core/data/pairImageFiles.ts'
import type { TableColumn } from '../../core/data/tableColumn.ts'
import { plainName, type TensorShape } from '../../core/networks/stateTensor.ts'
import type { FileContent } from '../../formats/format.ts'
import { FormatError } from '../../formats/formatError.ts'
import { readDirections } from '../../formats/hdf5/lossSurface.ts'
import { parseJson, readShardIndex } from '../../formats/json.ts'
import { isCurveCheckpoint, readCurveCheckpoint } from '../../formats/official/curveCheckpoint.ts'
import type { NamedTensor } from '../../formats/tensor.ts'
import { architectureKey, linkKey } from '../../protocol/exporting.ts'
import type {
  ArraysSummary,
  ColumnSummary,
  CurveSummary,
  FileSummary,
  ResultsSummary,
} from '../../protocol/fileReader.ts'
import { studyTextKey } from '../../protocol/study.ts'
import { publishResult, recognizeResults } from './publishResult.ts'

/** A file that was read, with the name of its format. */
export interface KeptFile {
  readonly name: string
  readonly bytes: number
  readonly format: string
  readonly content: FileContent
}

/** Columns with more different values than any number of classes are not counted further. */
const mostCounted = 257

/** What the page is told of a file. @throws FormatError, DataError where its parts do not belong together */
export function summarizeFile({ name, bytes, format, content }: KeptFile): FileSummary {
  const head = { name, bytes, format }
  switch (content.kind) {
    case 'tensors':
      if (content.metadata[studyTextKey] !== undefined) return { ...head, kind: 'study' }
      return { ...head, kind: 'tensors', ...summarizeTensors(name, content) }
    case 'table':
      return {
        ...head,
        kind: 'table',
        rows: content.rows,
        decimalComma: content.decimalComma,
        ...summarizeColumns(content.columns),
      }
    case 'labels':
      return { ...head, kind: 'labels', count: content.labels.length, channels: 0, isTest: isTest(name) }
    case 'json':
      return summarizeJson({ name, bytes, format }, content.value)
    default: {
      const [count, channels] = content.shape
      return { ...head, kind: content.kind, count, channels, isTest: isTest(name) }
    }
  }
}

function isTest(name: string): boolean {
  return roleOf(name) === 'test'
}

type TensorContent = Extract<FileContent, { kind: 'tensors' }>

function summarizeTensors(name: string, content: TensorContent) {
  const { tensors, key, skipped } = content
  const results = summarizeResults(name, content)
  const curve = isCurveCheckpoint(tensors) ? summarizeCurve(tensors) : undefined
  const arrays = results || curve ? undefined : summarizeArrays(tensors)
  const architecture = readArchitecture(content.metadata)
  const link = content.metadata[linkKey]
  return {
    tensors: tensors.map(toShape),
    key,
    skipped,
    ...(results && { results }),
    ...(curve && { curve }),
    ...(arrays && { arrays }),
    ...(architecture !== undefined && { architecture }),
    ...(typeof link === 'string' && link.length <= longestLink && { link }),
  }
}

/** No study of this page has a longer link. */
const longestLink = 20_000

/** What a file says of its network; one that cannot be read is no loss, since tensors can be asked too. */
function readArchitecture(metadata: TensorContent['metadata']): unknown {
  const text = metadata[architectureKey]
  try {
    return typeof text === 'string' ? parseJson(text) : undefined
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

/** Reads results at once, so that a damaged one is told before anybody chooses it. */
function summarizeResults(name: string, content: TensorContent): ResultsSummary | undefined {
  const kind = recognizeResults(content)
  if (!kind) return undefined
  if (kind === 'directions') {
    const { y } = readDirections(content)
    return { kind, size: [y ? 2 : 1], layers: [] }
  }
  const result = publishResult(kind, name, content)
  const layers = result.layers.map(({ split, quantity }) => ({ split, quantity }))
  if (result.kind === 'path') return { kind, size: [result.ts.length], layers }
  const { grid, path } = result
  return { kind, size: kind === 'projection' ? [path.length] : [grid.x.count, grid.y.count], layers }
}

function toShape({ name, shape }: NamedTensor): TensorShape {
  return { name, shape }
}

function summarizeCurve(tensors: readonly NamedTensor[]): CurveSummary {
  const { controlPoints, buffers, controlPointCount } = readCurveCheckpoint(tensors)
  const kind = kindOf(tensors)
  return {
    ...(kind && { kind }),
    controlPointCount,
    tensors: [...(controlPoints[0] ?? []), ...buffers].map(toShape),
  }
}

/** `Bezier` of the official curves.py keeps binomials, `PolyChain` a range alone. */
function kindOf(tensors: readonly NamedTensor[]): CurveKind | undefined {
  const has = (name: string) => tensors.some((tensor) => plainName(tensor.name) === `coeff_layer.${name}`)
  return has('binom') ? 'bezier' : has('range') ? 'chain' : undefined
}

function summarizeArrays(tensors: readonly NamedTensor[]): ArraysSummary | undefined {
  const found = findArrays(tensors)
  if (!found) return undefined
  const { data, shape } = found.train.inputs
  const [rows = 0, ...row] = shape
  const isImages = data instanceof Uint8Array && (row.length === 2 || row.length === 3)
  const channels = row.length === 2 ? 1 : row.at(-1) === 3 && row[0] !== 3 ? 3 : (row[0] ?? 0)
  return { rows, hasTest: found.test !== undefined, channels: isImages ? channels : 0 }
}

function summarizeColumns(columns: readonly TableColumn[]) {
  const labelGuess = guessLabelColumn(columns)
  const splitGuess = guessSplitColumn(columns)
  return {
    columns: columns.map(summarizeColumn),
    ...(labelGuess !== undefined && { labelGuess }),
    ...(splitGuess !== undefined && { splitGuess }),
  }
}

function summarizeColumn(column: TableColumn): ColumnSummary {
  const { name, type, values } = column
  const distinct = new Set<number | string>()
  for (const value of values) {
    if (distinct.size >= mostCounted) break
    distinct.add(value)
  }
  const splitValues = listSplitValues(column)
  return { name, type, distinct: distinct.size, ...(splitValues && { splitValues }) }
}

function summarizeJson(
  head: { readonly name: string; readonly bytes: number; readonly format: string },
  value: unknown,
): FileSummary {
  const index = readShardIndex(value)
  if (!index) return { ...head, kind: 'json', value }
  return { ...head, kind: 'shard-index', shards: [...new Set(index.values())] }
}
