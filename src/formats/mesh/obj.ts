/** A height over every point of a grid; `heights` row by row of `ys`. */
export interface HeightField {
  readonly xs: ArrayLike<number>
  readonly ys: ArrayLike<number>
  readonly heights: ArrayLike<number>
  /** Lines at the head of the file. */
  readonly comments: readonly string[]
}

/**
 * Writes a height field as a Wavefront OBJ mesh: `v x y height`, so that z points up, and faces that run counter-clockwise
 * seen from above. A point whose height is not finite is left out with its faces, but of a cell with three points a
 * triangle stays. (The format: Wavefront's specification of object files, version 3.0.)
 */
export function writeObj({ xs, ys, heights, comments }: HeightField): Uint8Array<ArrayBuffer> {
  const lines = comments.map((comment) => `# ${comment.replaceAll(/[\r\n]+/g, ' ')}`)
  const numbers = new Int32Array(heights.length)
  let count = 0
  for (let at = 0; at < heights.length; at++) {
    const height = heights[at] as number
    if (!Number.isFinite(height)) continue
    count += 1
    numbers[at] = count
    lines.push(`v ${xs[at % xs.length]} ${ys[Math.floor(at / xs.length)]} ${height}`)
  }
  for (let row = 0; row + 1 < ys.length; row++) {
    for (let column = 0; column + 1 < xs.length; column++) {
      const at = row * xs.length + column
      const corners = [at, at + 1, at + 1 + xs.length, at + xs.length].map(
        (corner) => numbers[corner] as number,
      )
      const present = corners.filter((corner) => corner > 0)
      if (present.length >= 3) lines.push(`f ${present.join(' ')}`)
    }
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}
