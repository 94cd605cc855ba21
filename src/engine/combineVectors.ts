/** Σ c_b·w_b, summed in float64 and rounded once. All vectors have the length of the first. */
export function combineVectors(
  vectors: readonly Float32Array[],
  coefficients: ArrayLike<number>,
): Float32Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0)
  vectors.forEach((vector, b) => {
    const coefficient = coefficients[b] ?? 0
    // Skipped, so that the infinities of a vector that has no part in the sum do not turn into NaN.
    if (coefficient === 0) return
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + coefficient * (vector[i] as number)
  })
  return Float32Array.from(sum)
}
