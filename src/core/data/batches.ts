import { type Random, shuffle } from '../random.ts'

/**
 * One epoch of row indices, shuffled and dealt into batches; the last may be smaller. With `batchNorm` (a batch of one
 * row would leave some batch norm a single value per channel) a last row on its own joins the batch before.
 *
 * @throws RangeError when count or batch size is not a positive whole number, or when `batchNorm` would see single rows only.
 */
export function createBatches(
  count: number,
  batchSize: number,
  random: Random,
  options: { readonly batchNorm: boolean },
): Int32Array[] {
  requirePositive('rows', count)
  requirePositive('batch size', batchSize)
  if (options.batchNorm && Math.min(count, batchSize) === 1) {
    const what = count === 1 ? 'rows' : 'batch size'
    throw new RangeError(`${what}: got 1, wanted at least 2, since batch norm has no variance over one value`)
  }
  const order = new Int32Array(count)
  for (let row = 0; row < count; row++) order[row] = row
  shuffle(order, random)
  const batches: Int32Array[] = []
  for (let start = 0; start < count; ) {
    const left = count - start
    const size = options.batchNorm && left === batchSize + 1 ? left : Math.min(batchSize, left)
    batches.push(order.slice(start, start + size))
    start += size
  }
  return batches
}

function requirePositive(what: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new RangeError(`${what}: got ${value}, wanted a whole number of at least 1`)
  }
}
