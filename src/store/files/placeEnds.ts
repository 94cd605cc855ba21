/** Where the ends of a study come from: a file of endpoints by its number, or a control point of the curve. */
export type EndSource =
  | { readonly from: 'endpoint'; readonly index: number }
  | { readonly from: 'curve'; readonly point: number }

/** w₁, w₂ and w₃ as far as files give them. */
export interface PlacedEnds {
  readonly ends: readonly EndSource[]
  /** Endpoints that are not used, because the curve has ends of its own. */
  readonly unused: readonly number[]
}

/**
 * Decides which networks are the ends: endpoints in the order given, but the ends of a curve win. An endpoint with exactly the
 * weights of such an end stands for it, for it has running statistics of its own; of three endpoints one left over is w₃.
 */
export function placeEnds(
  endpoints: readonly Float32Array[],
  curve: readonly Float32Array[] | undefined,
): PlacedEnds {
  const all = endpoints.map((_, index) => index)
  if (!curve || curve.length < 2) {
    return { ends: all.map((index) => ({ from: 'endpoint', index })), unused: [] }
  }
  const taken = new Set<number>()
  const ends = [0, curve.length - 1].map((point): EndSource => {
    const index = endpoints.findIndex((weights, at) => !taken.has(at) && areEqual(weights, curve[point]))
    if (index < 0) return { from: 'curve', point }
    taken.add(index)
    return { from: 'endpoint', index }
  })
  const left = all.filter((index) => !taken.has(index))
  const third = endpoints.length === 3 ? left.at(-1) : undefined
  if (third !== undefined) ends.push({ from: 'endpoint', index: third })
  return { ends, unused: left.filter((index) => index !== third) }
}

/** Whether two vectors hold the same numbers. */
export function areEqual(a: Float32Array, b: Float32Array | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((value, i) => value === b[i])
}
