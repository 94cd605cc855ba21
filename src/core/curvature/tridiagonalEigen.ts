/** Most rotations sweeps for one eigenvalue; three are usual. */
const mostSweeps = 60

/**
 * Eigenvalues, in no order, of a symmetric tridiagonal matrix by implicit QL (Golub and Van Loan, §8.3; EISPACK's tql2). `rows` are
 * turned along: rows of the unit matrix become those rows of the matrix of eigenvectors. Both diagonals stay as they are.
 *
 * @throws RangeError where it does not converge, as with numbers that are not finite
 */
export function tridiagonalEigen(
  diagonal: readonly number[],
  offDiagonal: readonly number[],
  rows: readonly Float64Array[] = [],
): Float64Array {
  const size = diagonal.length
  const d = Float64Array.from(diagonal)
  const e = Float64Array.from({ length: size }, (_, i) => (i < size - 1 ? (offDiagonal[i] as number) : 0))
  for (let low = 0; low < size; low++) {
    let sweeps = 0
    for (let high = findSplit(d, e, low); high > low; high = findSplit(d, e, low)) {
      if (sweeps++ >= mostSweeps)
        throw new RangeError('the eigenvalues of a tridiagonal matrix do not converge')
      sweep({ d, e, rows }, low, high)
    }
  }
  return d
}

/** First place from `low` on where the matrix falls apart. */
function findSplit(d: Float64Array, e: Float64Array, low: number): number {
  for (let i = low; i < d.length - 1; i++) {
    const scale = Math.abs(d[i] as number) + Math.abs(d[i + 1] as number)
    if (Math.abs(e[i] as number) <= Number.EPSILON * scale) return i
  }
  return d.length - 1
}

function sweep(
  {
    d,
    e,
    rows,
  }: { readonly d: Float64Array; readonly e: Float64Array; readonly rows: readonly Float64Array[] },
  low: number,
  high: number,
): void {
  const [first, second, off] = [d[low] as number, d[low + 1] as number, e[low] as number]
  const ratio = (second - first) / (2 * off)
  const root = Math.hypot(ratio, 1)
  let g = (d[high] as number) - first + off / (ratio + (ratio < 0 ? -root : root))
  let [sine, cosine, shift] = [1, 1, 0]
  for (let i = high - 1; i >= low; i--) {
    const f = sine * (e[i] as number)
    const b = cosine * (e[i] as number)
    const length = Math.hypot(f, g)
    e[i + 1] = length
    if (length === 0) {
      d[i + 1] = (d[i + 1] as number) - shift
      e[high] = 0
      return
    }
    sine = f / length
    cosine = g / length
    const next = (d[i + 1] as number) - shift
    const turned = ((d[i] as number) - next) * sine + 2 * cosine * b
    shift = sine * turned
    d[i + 1] = next + shift
    g = cosine * turned - b
    for (const row of rows) rotate(row, i, sine, cosine)
  }
  d[low] = (d[low] as number) - shift
  e[low] = g
  e[high] = 0
}

function rotate(row: Float64Array, i: number, sine: number, cosine: number): void {
  const [a, b] = [row[i] as number, row[i + 1] as number]
  row[i + 1] = sine * a + cosine * b
  row[i] = cosine * a - sine * b
}
