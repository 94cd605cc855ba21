import type { TensorData } from '../tensor.ts'

/** Reorders an array that was stored with its first index running fastest (Fortran's order); `data` fills `shape`. */
export function toRowMajor(data: TensorData, shape: readonly number[]): TensorData {
  if (shape.filter((size) => size !== 1).length < 2) return data
  const source = data as Float64Array
  const ordered = new (source.constructor as Float64ArrayConstructor)(source.length)
  const steps = columnMajorSteps(shape)
  const index = new Array<number>(shape.length).fill(0)
  let from = 0
  for (let at = 0; at < ordered.length; at++) {
    ordered[at] = source[from] as number
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (index[axis] as number) + 1
      const step = steps[axis] as number
      if (next < (shape[axis] as number)) {
        index[axis] = next
        from += step
        break
      }
      from -= (index[axis] as number) * step
      index[axis] = 0
    }
  }
  return ordered
}

function columnMajorSteps(shape: readonly number[]): number[] {
  let step = 1
  return shape.map((size) => {
    const own = step
    step *= size
    return own
  })
}
