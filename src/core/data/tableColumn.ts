/** One column of a table: numbers, or words where some cell is no number. Empty cells are NaN or ''. */
export type TableColumn =
  | { readonly name: string; readonly type: 'number'; readonly values: Float64Array }
  | { readonly name: string; readonly type: 'text'; readonly values: readonly string[] }
