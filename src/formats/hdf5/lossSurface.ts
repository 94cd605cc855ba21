import { FormatError } from '../formatError.ts'
import { readArrays, toDoubles } from '../official/officialResults.ts'
import type { NamedTensor } from '../tensor.ts'

/** A surface of Li et al.'s `plot_surface.py` or `plot_hessian_eigen.py`, or a line where `y` is absent. */
export interface LossSurface {
  /** The file of the two directions, as it was called where the surface was made. */
  readonly directionFile?: string
  /** Steps along the directions, columns and rows. */
  readonly x: Float64Array
  readonly y?: Float64Array
  /** By the file's names (`train_loss`, `train_acc` in percent, `max_eig`, …), row-major, row = y. */
  readonly values: ReadonlyMap<string, Float64Array>
  /** By the same names: 1 where a cell was computed, else 0. */
  readonly computed: ReadonlyMap<string, Uint8Array>
}

/** What a tensor file holds, as the hdf5 reader gives it. */
export interface TensorFile {
  readonly tensors: readonly NamedTensor[]
  readonly metadata: Readonly<Record<string, string>>
}

/** Which of Li et al.'s files it is. */
export type LossLandscapeKind = 'surface' | 'directions' | 'projection'

const quantities = ['train_loss', 'train_acc', 'test_loss', 'test_acc', 'min_eig', 'max_eig']

/** By whose sign a cell counts as computed; loss-landscape goes by these as well when it resumes. */
const markers: Readonly<Record<string, string>> = {
  train_acc: 'train_loss',
  test_acc: 'test_loss',
  min_eig: 'max_eig',
}

/** Tells the files of tomgoldstein/loss-landscape apart by their datasets; undefined where it is none of them. */
export function recognizeLossLandscape({ tensors }: TensorFile): LossLandscapeKind | undefined {
  const has = (test: (name: string) => boolean) => tensors.some(({ name }) => test(name))
  if (has((name) => name === 'xcoordinates')) return 'surface'
  if (has((name) => name.startsWith('xdirection.'))) return 'directions'
  if (has((name) => name === 'proj_xcoord')) return 'projection'
  return undefined
}

/**
 * Reads a surface. Its arrays are allocated (len x, len y) but filled row by row of y, so that on grids that are not square
 * their shape is wrong and their order is right. Cells with a loss ≤ 0 (or a largest eigenvalue ≤ 0) were not computed.
 * @throws FormatError that names the array at fault
 */
export function readLossSurface({ tensors, metadata }: TensorFile): LossSurface {
  const format = 'loss-landscape surface'
  const arrays = readArrays(format, tensors)
  const x = arrays.numbers('xcoordinates', [-1])
  const y = tensors.some(({ name }) => name === 'ycoordinates')
    ? arrays.numbers('ycoordinates', [-1])
    : undefined
  const cells = x.length * (y?.length ?? 1)
  const values = new Map<string, Float64Array>()
  for (const tensor of tensors) {
    if (!quantities.includes(tensor.name)) continue
    if (tensor.data.length !== cells) {
      const grid = y ? `${x.length}×${y.length}` : `${x.length}`
      throw new FormatError(
        format,
        `array ${tensor.name}`,
        `${tensor.data.length} values on a grid of ${grid}`,
      )
    }
    values.set(tensor.name, toDoubles(tensor))
  }
  if (values.size === 0) throw new FormatError(format, 'file', `it holds none of ${quantities.join(', ')}`)
  const computed = new Map([...values.keys()].map((name) => [name, markComputed(name, values)]))
  const directionFile = metadata.dir_file
  return { x, values, computed, ...(y && { y }), ...(directionFile !== undefined && { directionFile }) }
}

/** A value that diverged to NaN was computed too. */
function markComputed(name: string, values: ReadonlyMap<string, Float64Array>): Uint8Array {
  const marker = values.get(markers[name] ?? name)
  if (marker) return Uint8Array.from(marker, (value) => (value <= 0 ? 0 : 1))
  // Without its marker, by the value that every array starts with.
  return Uint8Array.from(values.get(name) ?? [], (value) => (value === -1 ? 0 : 1))
}

/** Two directions, or one for a line: a tensor per parameter (or per entry of the state dict), in its order, named by number. */
export interface LossDirections {
  readonly x: readonly NamedTensor[]
  readonly y?: readonly NamedTensor[]
}

/** Reads a direction file (groups `xdirection` and `ydirection` with datasets 0, 1, …). @throws FormatError */
export function readDirections({ tensors }: TensorFile): LossDirections {
  const x = readDirection('xdirection', tensors)
  if (x.length === 0) throw new FormatError('loss-landscape directions', 'group xdirection', 'it is missing')
  const y = readDirection('ydirection', tensors)
  return y.length === 0 ? { x } : { x, y }
}

function readDirection(group: string, tensors: readonly NamedTensor[]): NamedTensor[] {
  const own = new Map<string, NamedTensor>()
  for (const tensor of tensors)
    if (tensor.name.startsWith(`${group}.`)) own.set(tensor.name.slice(group.length + 1), tensor)
  // By number: HDF5 lists 10 before 2.
  return Array.from({ length: own.size }, (_, at) => {
    const name = String(at)
    const tensor = own.get(name)
    if (!tensor)
      throw new FormatError('loss-landscape directions', `group ${group}`, `dataset ${name} is missing`)
    return { ...tensor, name }
  })
}

/** A trajectory in the plane of two directions. */
export interface LossProjection {
  readonly x: Float64Array
  readonly y: Float64Array
}

/** Reads a projection file (`proj_xcoord`, `proj_ycoord`, as many each). @throws FormatError */
export function readProjection({ tensors }: TensorFile): LossProjection {
  const arrays = readArrays('loss-landscape projection', tensors)
  const x = arrays.numbers('proj_xcoord', [-1])
  return { x, y: arrays.numbers('proj_ycoord', [x.length]) }
}
