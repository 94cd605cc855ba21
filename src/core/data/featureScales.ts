import { axisValue, type Grid } from '../planes/grid.ts'

/** What takes a feature from the units of the data to what networks see: `input = shift + scale · raw`. */
export interface FeatureScale {
  readonly scale: number
  readonly shift: number
}

/**
 * Finds how N rows of features (row-major, `size` to a row) were shifted and scaled from their raw values: by the rows in
 * which a feature is least and greatest, where rounding counts least. A feature that never varies keeps its unit.
 */
export function findFeatureScales(
  raw: ArrayLike<number>,
  inputs: ArrayLike<number>,
  size: number,
): readonly FeatureScale[] {
  return Array.from({ length: size }, (_, feature) => {
    let [least, most] = [feature, feature]
    for (let at = feature; at < raw.length; at += size) {
      if ((raw[at] as number) < (raw[least] as number)) least = at
      if ((raw[at] as number) > (raw[most] as number)) most = at
    }
    const width = (raw[most] ?? 0) - (raw[least] ?? 0)
    const scale = width > 0 ? ((inputs[most] ?? 0) - (inputs[least] ?? 0)) / width : 1
    return { scale, shift: (inputs[least] ?? 0) - scale * (raw[least] ?? 0) }
  })
}

/** Rows of a two-dimensional grid as networks see them: (x, y) interleaved, row 0 the smallest y. */
export function gridInputs({ x, y }: Grid, scales: readonly FeatureScale[]): Float32Array {
  const [first = unscaled, second = unscaled] = scales
  const rows = new Float32Array(2 * x.count * y.count)
  let at = 0
  for (let row = 0; row < y.count; row++) {
    const up = second.shift + second.scale * axisValue(y, row)
    for (let column = 0; column < x.count; column++) {
      rows[at] = first.shift + first.scale * axisValue(x, column)
      rows[at + 1] = up
      at += 2
    }
  }
  return rows
}

const unscaled: FeatureScale = { scale: 1, shift: 0 }
