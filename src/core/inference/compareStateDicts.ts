import { isBatchCounter, plainName, type TensorShape } from '../networks/stateTensor.ts'
import { sameShape } from './alignTensors.ts'
import { formatTensorShape, TensorError } from './tensorError.ts'

/**
 * Compares the tensors of two endpoints, which must be the same network: the first difference, in the order of the
 * first state dict, or undefined where there is none. Wrappers such as `module.` and the order do not matter, nor do
 * names where all shapes agree in order.
 */
export function compareStateDicts(
  first: readonly TensorShape[],
  second: readonly TensorShape[],
): TensorError | undefined {
  const a = first.filter(({ name }) => !isBatchCounter(name))
  const b = second.filter(({ name }) => !isBatchCounter(name))
  const known = new Map(b.map((tensor) => [plainName(tensor.name), tensor]))
  const names = new Set(a.map(({ name }) => plainName(name)))
  const missing = a.flatMap(({ name }) => (known.has(plainName(name)) ? [] : [name]))
  const unexpected = b.flatMap(({ name }) => (names.has(plainName(name)) ? [] : [name]))
  const agreesInOrder =
    a.length === b.length && a.every(({ shape }, index) => sameShape(shape, b[index]?.shape ?? []))
  if (missing.length + unexpected.length > 0 && agreesInOrder) return undefined
  for (const { name, shape } of a) {
    const other = known.get(plainName(name))
    if (other && sameShape(other.shape, shape)) continue
    const got = other ? formatTensorShape(other.shape) : ''
    const message = other
      ? `shape mismatch: ${other.name} is ${got}, expected ${formatTensorShape(shape)}`
      : `missing: ${name}, ${formatTensorShape(shape)}`
    return new TensorError(message, { tensor: name, missing, unexpected })
  }
  const [extra] = unexpected
  if (extra === undefined) return undefined
  const shape = known.get(plainName(extra))?.shape ?? []
  const message = `unexpected: ${extra}, ${formatTensorShape(shape)}`
  return new TensorError(message, { tensor: extra, missing, unexpected })
}
