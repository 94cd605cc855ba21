/** Most axes that an array of a file may have, as in NumPy. */
const mostAxes = 64

/**
 * Multiplies a shape. @throws RangeError unless there are at most 64 axes and every size and the product are whole numbers
 * from 0 to 2⁵³ − 1
 */
export function countElements(shape: readonly unknown[]): number {
  if (shape.length > mostAxes) throw new RangeError(`rank ${shape.length} exceeds ${mostAxes}`)
  let count = 1
  for (const size of shape) {
    if (!Number.isSafeInteger(size) || (size as number) < 0)
      throw new RangeError(`bad size in shape: ${JSON.stringify(size)}`)
    count *= size as number
    if (!Number.isSafeInteger(count)) throw new RangeError(`shape ${shape.join('×')} is too large`)
  }
  return count
}
