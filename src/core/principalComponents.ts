export interface PrincipalComponents {
  /** count×components, row-major. */
  readonly scores: Float32Array
  /** Share of the total variance that each component explains; 0 where there is none. */
  readonly explained: number[]
}

export function principalComponents(
  rows: Float32Array,
  count: number,
  dimension: number,
  components: number,
): PrincipalComponents {
  throw new Error(`not yet: ${rows.length} ${count} ${dimension} ${components}`)
}
