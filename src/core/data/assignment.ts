/**
 * The assignment of `count` rows to `count` columns with the smallest sum of costs (row-major), by successive shortest
 * paths (Kuhn 1955, Munkres 1957) in O(count³): the column of each row. Costs must be finite.
 */
export function assignRows(costs: ArrayLike<number>, count: number): Int32Array {
  const state: AssignmentState = {
    rowPrice: new Float64Array(count + 1),
    columnPrice: new Float64Array(count + 1),
    // Row of each column, counted from 1; 0 is free. Column 0 holds the row that is being placed.
    rowOf: new Int32Array(count + 1),
    cameFrom: new Int32Array(count + 1),
  }
  for (let row = 1; row <= count; row++) {
    let column = findFreeColumn(costs, count, { row, state })
    while (column !== 0) {
      const before = state.cameFrom[column] as number
      state.rowOf[column] = state.rowOf[before] as number
      column = before
    }
  }
  const columns = new Int32Array(count)
  for (let column = 1; column <= count; column++) columns[(state.rowOf[column] as number) - 1] = column - 1
  return columns
}

interface AssignmentState {
  readonly rowPrice: Float64Array
  readonly columnPrice: Float64Array
  readonly rowOf: Int32Array
  readonly cameFrom: Int32Array
}

/** Grows a tree of tight edges from `row` until it meets a free column; prices stay feasible. */
function findFreeColumn(
  costs: ArrayLike<number>,
  count: number,
  { row, state }: { readonly row: number; readonly state: AssignmentState },
): number {
  const { rowPrice, columnPrice, rowOf, cameFrom } = state
  const slack = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY)
  const inTree = new Uint8Array(count + 1)
  rowOf[0] = row
  let current = 0
  do {
    inTree[current] = 1
    const from = rowOf[current] as number
    let nearest = -1
    for (let column = 1; column <= count; column++) {
      if (inTree[column] === 1) continue
      const cost = costs[(from - 1) * count + column - 1] as number
      const reduced = cost - (rowPrice[from] as number) - (columnPrice[column] as number)
      if (reduced < (slack[column] as number)) {
        slack[column] = reduced
        cameFrom[column] = current
      }
      if (nearest < 0 || (slack[column] as number) < (slack[nearest] as number)) nearest = column
    }
    const step = slack[nearest] as number
    for (let column = 0; column <= count; column++) {
      if (inTree[column] === 1) {
        const owner = rowOf[column] as number
        rowPrice[owner] = (rowPrice[owner] as number) + step
        columnPrice[column] = (columnPrice[column] as number) - step
      } else slack[column] = (slack[column] as number) - step
    }
    current = nearest
  } while (rowOf[current] !== 0)
  return current
}
