import type { PermutationSpec, PermutedAxis } from './permutationSpec.ts'

/** One permutation for each group of a spec: unit i of the new network is unit permutation[i] of the old. */
export type Permutations = readonly Int32Array[]

/** Permutations that leave everything in its place. */
export function identityPermutations({ groups }: PermutationSpec): Int32Array[] {
  return groups.map(({ size }) => Int32Array.from({ length: size }, (_, i) => i))
}

/** A network with its units permuted: parameters, and batch norm's running statistics with them. Its function is the same. */
export function applyPermutations(
  network: { readonly weights: Float32Array; readonly buffers: Float32Array },
  spec: PermutationSpec,
  permutations: Permutations,
): { weights: Float32Array; buffers: Float32Array } {
  const [weights, buffers] = [network.weights.slice(), network.buffers.slice()]
  for (const { slot, isBuffer, rows, columns } of spec.tensors) {
    const [from, to] = isBuffer ? [network.buffers, buffers] : [network.weights, weights]
    const [height = 1, width = 1, ...rest] = slot.shape
    const inner = rest.reduce((product, side) => product * side, 1)
    const rowOf = sourceOf(rows, height, permutations)
    const columnOf = sourceOf(columns, width, permutations)
    for (let r = 0; r < height; r++) {
      for (let c = 0; c < width; c++) {
        const source = slot.offset + ((rowOf[r] as number) * width + (columnOf[c] as number)) * inner
        to.set(from.subarray(source, source + inner), slot.offset + (r * width + c) * inner)
      }
    }
  }
  return { weights, buffers }
}

/** Where each place along an axis comes from. */
export function sourceOf(
  axis: PermutedAxis | undefined,
  length: number,
  permutations: Permutations,
): Int32Array {
  const permutation = axis ? permutations[axis.group] : undefined
  if (!axis || !permutation) return Int32Array.from({ length }, (_, i) => i)
  const { block } = axis
  return Int32Array.from({ length }, (_, i) => {
    const unit = Math.floor(i / block)
    return (permutation[unit] as number) * block + (i - unit * block)
  })
}
