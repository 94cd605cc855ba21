import { plainName as unwrapName } from '../../core/networks/stateTensor.ts'
import { FormatError } from '../formatError.ts'
import type { NamedTensor } from '../tensor.ts'

/** A curve through weight space, as the official code of the paper saves one. */
export interface CurveCheckpoint {
  /** From the start of the curve to its end: each all parameters in the order of `parameters()`, under plain names. */
  readonly controlPoints: readonly (readonly NamedTensor[])[]
  /** Running statistics of batch norm, which the whole curve has once, under plain names. */
  readonly buffers: readonly NamedTensor[]
  readonly controlPointCount: number
}

const format = 'curve checkpoint'
const curveParameter = /^net\.(.+\.(?:weight|bias))_(\d{1,3})$/
const coefficients = 'coeff_layer.'

/** Whether tensors are those of a curve checkpoint: some are named `net.<layer>.weight_0`. */
export function isCurveCheckpoint(tensors: readonly NamedTensor[]): boolean {
  return tensors.some(({ name }) => curveParameter.exec(unwrapName(name))?.[2] === '0')
}

/**
 * Takes a curve checkpoint apart: `net.<layer>.weight_i` and `bias_i` are control point i (`CurveNet` of curves.py in
 * timgaripov/dnn-mode-connectivity). The coefficients, `coeff_layer.*`, follow from the number of points and are left out.
 * @throws FormatError naming the first tensor that is missing or differs between control points
 */
export function readCurveCheckpoint(tensors: readonly NamedTensor[]): CurveCheckpoint {
  const parameters = new Map<string, (NamedTensor | undefined)[]>()
  const buffers: NamedTensor[] = []
  for (const tensor of tensors) {
    const unwrapped = unwrapName(tensor.name)
    if (unwrapped.startsWith(coefficients)) continue
    const [, plainName, index] = curveParameter.exec(unwrapped) ?? []
    if (plainName !== undefined && index !== undefined) {
      const points = parameters.get(plainName) ?? []
      points[Number(index)] = { ...tensor, name: plainName }
      parameters.set(plainName, points)
    } else if (unwrapped.startsWith('net.')) buffers.push({ ...tensor, name: unwrapped.slice('net.'.length) })
    else throw curveError(tensor.name, 'it belongs neither to the network nor to the coefficients')
  }
  const controlPointCount = Math.max(0, ...[...parameters.values()].map((points) => points.length))
  if (controlPointCount < 2)
    throw new FormatError(format, 'control points', `a curve needs two at least, got ${controlPointCount}`)
  const controlPoints = Array.from({ length: controlPointCount }, (_, index) =>
    [...parameters].map(([name, points]) => takePoint(name, points, index)),
  )
  return { controlPoints, buffers, controlPointCount }
}

function takePoint(name: string, points: readonly (NamedTensor | undefined)[], index: number): NamedTensor {
  const full = `net.${name}_${index}`
  const [start, tensor] = [points[0], points[index]]
  if (!tensor) throw curveError(full, 'it is missing')
  if (start && typeAndShape(start) !== typeAndShape(tensor))
    throw curveError(full, `it is ${typeAndShape(tensor)}, but net.${name}_0 is ${typeAndShape(start)}`)
  return tensor
}

/**
 * Gives a curve the names of the network that it joins: the official code pairs the two by the order of parameters alone,
 * since their layers may be named differently (`conv_part.0` against `conv1`). `base` is the state dict of an endpoint.
 * @throws FormatError naming the first tensor that has no counterpart or another shape
 */
export function renameCurve(curve: CurveCheckpoint, base: readonly NamedTensor[]): CurveCheckpoint {
  const parameters = base.filter(({ name }) => !isBuffer(name))
  const statistics = base.filter(({ name }) => isBuffer(name) && !isCounter(name))
  return {
    ...curve,
    controlPoints: curve.controlPoints.map((point) => renameInOrder(point, parameters)),
    buffers: renameInOrder(
      curve.buffers.filter(({ name }) => !isCounter(name)),
      statistics,
    ),
  }
}

function renameInOrder(tensors: readonly NamedTensor[], names: readonly NamedTensor[]): NamedTensor[] {
  for (let i = 0; i < Math.max(tensors.length, names.length); i++) {
    const [tensor, named] = [tensors[i], names[i]]
    if (!tensor) throw curveError(named?.name ?? '', 'the curve has no counterpart of it')
    if (!named) throw curveError(tensor.name, 'the network has no counterpart of it')
    if (tensor.shape.join() !== named.shape.join())
      throw curveError(
        tensor.name,
        `it is ${shapeOf(tensor)}, but ${named.name} of the network is ${shapeOf(named)}`,
      )
  }
  return tensors.map((tensor, i) => ({ ...tensor, name: names[i]?.name ?? tensor.name }))
}

function isBuffer(name: string): boolean {
  return /(^|\.)(running_mean|running_var|num_batches_tracked)$/.test(name)
}

/** Of batch norm; PyTorch before 0.4.1 has none, and nothing depends on it. */
function isCounter(name: string): boolean {
  return name.endsWith('num_batches_tracked')
}

function curveError(name: string, message: string): FormatError {
  return new FormatError(format, `tensor ${name}`, message)
}

function typeAndShape(tensor: NamedTensor): string {
  return `${tensor.dtype} ${shapeOf(tensor)}`
}

function shapeOf({ shape }: NamedTensor): string {
  return shape.length === 0 ? 'a single number' : shape.join('×')
}
