import { LIMITS } from '../networks/network.ts'
import { DataError } from './dataError.ts'
import { type NormalizationName, normalizePixels } from './imageNormalization.ts'

/** An array of a file: `data` holds the product of `shape` elements, row-major. */
export interface NamedArray {
  readonly name: string
  readonly shape: readonly number[]
  readonly data: ArrayLike<number> | ArrayLike<bigint>
}

/** Rows as networks take them: `inputs` row-major `[count, …inputShape]`. */
export interface ArrayInputs {
  readonly count: number
  readonly inputShape: readonly number[]
  readonly inputs: Float32Array
}

/** Reads inputs; images get a channel in front where they have none. @throws DataError naming the array */
export function readArrayInputs(array: NamedArray, normalization: NormalizationName): ArrayInputs {
  const { name, shape, data } = array
  const [count = 0, ...row] = shape
  const place = `array ${name}`
  if (row.length < 1 || row.length > 3 || shape.some((side) => side < 1)) {
    const wanted = 'rows × features, rows × height × width or rows × channels × height × width'
    throw new DataError(place, `shape ${shape.join(' × ')}, wanted ${wanted}`)
  }
  const rowSize = row.reduce((size, side) => size * side, 1)
  if (rowSize > LIMITS.layerSize)
    throw new DataError(place, `${rowSize} values a row, at most ${LIMITS.layerSize}`)
  const last = isChannelsLast(row)
  const inputShape = last
    ? [row[2] as number, row[0] as number, row[1] as number]
    : row.length === 2
      ? [1, ...row]
      : row
  if (data instanceof Uint8Array && inputShape.length === 3) {
    const [channels = 1, height = 1, width = 1] = inputShape
    const pixels = last ? moveChannels(data, new Uint8Array(data.length), inputShape) : data
    return {
      count,
      inputShape,
      inputs: normalizePixels(pixels, [count, channels, height, width], { name: normalization }),
    }
  }
  const inputs = toFloats(data, place, rowSize)
  return {
    count,
    inputShape,
    inputs: last ? moveChannels(inputs, new Float32Array(inputs.length), inputShape) : inputs,
  }
}

/** Keras keeps channels last: taken so where the last of three sides is 1 or 3 and the first is not. */
function isChannelsLast(row: readonly number[]): boolean {
  const isChannels = (side: number | undefined) => side === 1 || side === 3
  return row.length === 3 && isChannels(row[2]) && !isChannels(row[0])
}

function moveChannels<T extends Uint8Array | Float32Array>(from: T, to: T, inputShape: readonly number[]): T {
  const [channels = 1, height = 1, width = 1] = inputShape
  const plane = height * width
  for (let i = 0; i < from.length; i++) {
    const pixel = Math.floor(i / channels)
    const image = Math.floor(pixel / plane)
    to[(image * channels + (i % channels)) * plane + (pixel % plane)] = from[i] as number
  }
  return to
}

function toFloats(data: NamedArray['data'], place: string, rowSize: number): Float32Array {
  const inputs = new Float32Array(data.length)
  for (let i = 0; i < data.length; i++) {
    const value = Math.fround(Number(data[i]))
    if (!Number.isFinite(value)) {
      throw new DataError(
        place,
        `row ${Math.floor(i / rowSize) + 1} has ${data[i]}, wanted finite numbers within float32`,
      )
    }
    inputs[i] = value
  }
  return inputs
}

/** Reads labels as the numbers they are, one a row; a one-hot row is the place of its 1. @throws DataError naming the array */
export function readArrayLabels({ name, shape, data }: NamedArray): Float64Array {
  const place = `array ${name}`
  const [count = 0, width = 1] = shape
  if (shape.length < 1 || shape.length > 2 || count < 1 || width < 1) {
    const wanted = 'one number a row, or a row of one 1 and zeros'
    throw new DataError(place, `shape ${shape.join(' × ') || 'of one number'}, wanted ${wanted}`)
  }
  const values = new Float64Array(count)
  for (let row = 0; row < count; row++) {
    const value = width === 1 ? Number(data[row]) : findHot(data, { row, width, place })
    if (!Number.isSafeInteger(value)) {
      throw new DataError(place, `row ${row + 1} has ${data[row]}, which is no class; wanted whole numbers`)
    }
    values[row] = value
  }
  return values
}

function findHot(
  data: NamedArray['data'],
  { row, width, place }: { readonly row: number; readonly width: number; readonly place: string },
): number {
  let hot = -1
  for (let i = 0; i < width; i++) {
    const value = Number(data[row * width + i])
    if (value === 0) continue
    if (value !== 1 || hot >= 0) throw new DataError(place, `row ${row + 1} is not one 1 and zeros`)
    hot = i
  }
  if (hot < 0) throw new DataError(place, `row ${row + 1} has no 1`)
  return hot
}
