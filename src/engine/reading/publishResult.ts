import type { SplitName } from '../../core/data/dataset.ts'
import { evenAxis } from '../../core/planes/evenAxis.ts'
import type { Axis } from '../../core/planes/grid.ts'
import type { FileContent } from '../../formats/format.ts'
import { FormatError } from '../../formats/formatError.ts'
import {
  type LossSurface,
  readLossSurface,
  readProjection,
  recognizeLossLandscape,
  type TensorFile,
} from '../../formats/hdf5/lossSurface.ts'
import {
  fromOfficialChain,
  fromOfficialCurve,
  type OfficialChain,
} from '../../formats/official/officialCurve.ts'
import { fromOfficialPlane } from '../../formats/official/officialPlane.ts'
import { type OfficialScores, recognizeOfficial } from '../../formats/official/officialResults.ts'
import { EngineError } from '../../protocol/engineError.ts'
import type { ResultsKind } from '../../protocol/fileReader.ts'
import type {
  PublishedLayer,
  PublishedPath,
  PublishedPlane,
  PublishedPoint,
  PublishedQuantity,
  PublishedResult,
} from '../../protocol/publishedResult.ts'

/** Which result of another program a file of tensors is; undefined where it is none. */
export function recognizeResults(file: TensorFile): ResultsKind | undefined {
  return recognizeOfficial(file.tensors) ?? recognizeLossLandscape(file)
}

/** Reads the result in a file. @throws FormatError, EngineError `invalid-request` where the file is none */
export function publishFile({
  name,
  content,
}: {
  readonly name: string
  readonly content: FileContent
}): PublishedResult {
  const kind = content.kind === 'tensors' ? recognizeResults(content) : undefined
  if (content.kind !== 'tensors' || !kind || kind === 'directions') {
    throw new EngineError('invalid-request', `${name}: holds ${kind ?? content.kind}, wanted results`)
  }
  return publishResult(kind, name, content)
}

/** Reads a result as it is to be drawn. @throws FormatError that names the array at fault */
export function publishResult(
  kind: Exclude<ResultsKind, 'directions'>,
  name: string,
  file: TensorFile,
): PublishedResult {
  switch (kind) {
    case 'plane':
      return publishPlane(name, file)
    case 'curve': {
      const curve = fromOfficialCurve(file.tensors)
      return { ...publishChain(name, 'curve', curve), dl: curve.dl }
    }
    case 'chain':
      return publishChain(name, 'chain', fromOfficialChain(file.tensors))
    case 'surface':
      return publishSurface(name, readLossSurface(file))
    case 'projection':
      return publishProjection(name, file)
  }
}

function publishPlane(name: string, { tensors }: TensorFile): PublishedPlane {
  const plane = fromOfficialPlane(tensors)
  return {
    kind: 'plane',
    source: 'plane',
    name,
    grid: {
      x: readAxis('plane.npz', 'array grid, alphas', plane.xs),
      y: readAxis('plane.npz', 'array grid, betas', plane.ys),
    },
    layers: [...officialLayers('train', plane.train), ...officialLayers('test', plane.test)],
    controlPoints: pairPoints(plane.bendCoordinates),
    path: pairPoints(plane.curveCoordinates),
    ts: [...plane.ts],
  }
}

function publishChain(name: string, source: 'curve' | 'chain', chain: OfficialChain): PublishedPath {
  const { ts, train, test } = chain
  checkRising(`${source}.npz`, 'array ts', ts)
  const layers = [...officialLayers('train', train), ...officialLayers('test', test)]
  return { kind: 'path', source, name, ts, layers }
}

function publishSurface(name: string, surface: LossSurface): PublishedResult {
  const { x, y, directionFile } = surface
  const format = 'loss-landscape surface'
  const shared = {
    name,
    layers: surfaceLayers(surface),
    ...(directionFile !== undefined && { directionFile }),
  }
  if (!y) {
    checkRising(format, 'array xcoordinates', x)
    return { kind: 'path', source: 'line', ts: x, ...shared }
  }
  const grid = {
    x: readAxis(format, 'array xcoordinates', x),
    y: readAxis(format, 'array ycoordinates', y),
  }
  return { kind: 'plane', source: 'surface', grid, controlPoints: [], path: [], ts: [], ...shared }
}

/** Space around a trajectory, as a share of its extent. */
const projectionMargin = 0.1

function publishProjection(name: string, file: TensorFile): PublishedPlane {
  const { x, y } = readProjection(file)
  const path = Array.from(x, (value, i) => ({ x: value, y: y[i] as number }))
  if (path.length === 0 || !path.every((point) => Number.isFinite(point.x) && Number.isFinite(point.y))) {
    throw new FormatError(
      'loss-landscape projection',
      'array proj_xcoord',
      'it has no points, or not finite ones',
    )
  }
  const grid = { x: surround(x), y: surround(y) }
  return { kind: 'plane', source: 'projection', name, grid, layers: [], controlPoints: [], path, ts: [] }
}

function surround(values: Float64Array): Axis {
  // A loop: a spread of a long trajectory would overflow the stack.
  let [low, high] = [0, 0]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const air = projectionMargin * (high - low || 1)
  return { min: low - air, max: high + air, count: 2 }
}

function officialLayers(split: SplitName, scores: OfficialScores): PublishedLayer[] {
  const share = (percent: Float64Array) => percent.map((value) => value / 100)
  return [
    { split, quantity: 'nll', values: scores.nll },
    { split, quantity: 'loss', values: scores.loss },
    { split, quantity: 'error', values: share(scores.error) },
    { split, quantity: 'accuracy', values: share(scores.accuracy) },
  ]
}

interface SurfaceName {
  readonly name: string
  readonly split: SplitName
  readonly quantity: PublishedQuantity
  readonly convert?: (value: number) => number
}

/** The file's names in the order in which they are offered; its losses are means of cross-entropy without any other term. */
const surfaceNames: readonly SurfaceName[] = [
  ...(['train', 'test'] as const).flatMap((split): SurfaceName[] => [
    { name: `${split}_loss`, split, quantity: 'nll' },
    { name: `${split}_acc`, split, quantity: 'error', convert: (percent) => 1 - percent / 100 },
    { name: `${split}_acc`, split, quantity: 'accuracy', convert: (percent) => percent / 100 },
  ]),
  { name: 'min_eig', split: 'train', quantity: 'min_eig' },
  { name: 'max_eig', split: 'train', quantity: 'max_eig' },
]

function surfaceLayers({ values, computed }: LossSurface): PublishedLayer[] {
  return surfaceNames.flatMap(({ name, split, quantity, convert = (value) => value }) => {
    const [given, known] = [values.get(name), computed.get(name)]
    if (!given || !known) return []
    const layer = {
      split,
      quantity,
      values: given.map((value, i) => (known[i] ? convert(value) : Number.NaN)),
    }
    return [known.includes(0) ? { ...layer, known } : layer]
  })
}

function pairPoints(pairs: Float32Array): PublishedPoint[] {
  return Array.from({ length: pairs.length / 2 }, (_, i) => ({
    x: pairs[2 * i] as number,
    y: pairs[2 * i + 1] as number,
  }))
}

/** Points a side of a plane: more than a screen shows. */
const mostPoints = 1024

function readAxis(format: string, place: string, coordinates: Float64Array): Axis {
  if (coordinates.length > mostPoints) {
    throw new FormatError(format, place, `${coordinates.length} coordinates, at most ${mostPoints} are drawn`)
  }
  const axis = evenAxis(coordinates)
  if (!axis) {
    throw new FormatError(format, place, 'a picture needs two or more coordinates that rise in even steps')
  }
  return axis
}

function checkRising(format: string, place: string, values: Float64Array): void {
  const isRising = values.every(
    (value, i) => Number.isFinite(value) && (i === 0 || value > (values[i - 1] as number)),
  )
  if (!isRising || values.length < 2)
    throw new FormatError(format, place, 'it must have two or more rising numbers')
}
