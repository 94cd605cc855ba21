/** A plane origin + x·u + y·v through vectors of any number of dimensions; u and v need be neither orthogonal nor of unit length. */
export interface VectorPlane {
  readonly origin: ArrayLike<number>
  readonly u: ArrayLike<number>
  readonly v: ArrayLike<number>
}

/** Where the perpendicular from a point meets a plane, in units of u and v, and its length. */
export interface FootPoint {
  readonly x: number
  readonly y: number
  readonly distance: number
}

/**
 * Drops perpendiculars on a plane by its normal equations. Points are the lengths of `origin`.
 * @throws RangeError where u and v point the same way or are 0
 */
export function projectPoints(plane: VectorPlane, points: readonly ArrayLike<number>[]): FootPoint[] {
  const { origin, u, v } = plane
  const [uu, uv, vv] = [innerProduct(u, u), innerProduct(u, v), innerProduct(v, v)]
  const determinant = uu * vv - uv * uv
  if (!(determinant > 1e-12 * uu * vv)) throw new RangeError('the two directions of the plane are parallel')
  return points.map((point) => {
    let [du, dv] = [0, 0]
    for (let i = 0; i < origin.length; i++) {
      const step = (point[i] as number) - (origin[i] as number)
      du += step * (u[i] as number)
      dv += step * (v[i] as number)
    }
    const x = (du * vv - dv * uv) / determinant
    const y = (dv * uu - du * uv) / determinant
    let squared = 0
    for (let i = 0; i < origin.length; i++) {
      const foot = (origin[i] as number) + x * (u[i] as number) + y * (v[i] as number)
      squared += ((point[i] as number) - foot) ** 2
    }
    return { x, y, distance: Math.sqrt(squared) }
  })
}

function innerProduct(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}
