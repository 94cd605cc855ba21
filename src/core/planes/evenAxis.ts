import type { Axis } from './grid.ts'

/** Share of a step that a coordinate may be off: float32 coordinates are rounded. */
const tolerance = 1e-3

/** The axis that rising, evenly spaced coordinates make; undefined for others, and for fewer than two. */
export function evenAxis(coordinates: ArrayLike<number>): Axis | undefined {
  const count = coordinates.length
  const min = coordinates[0] ?? Number.NaN
  const max = coordinates[count - 1] ?? Number.NaN
  const step = (max - min) / (count - 1)
  if (count < 2 || !(step > 0) || !Number.isFinite(step)) return undefined
  for (let i = 0; i < count; i++) {
    const off = Math.abs((coordinates[i] as number) - (min + i * step))
    if (!(off <= tolerance * step)) return undefined
  }
  return { min, max, count }
}
