/** A word of the lab, explained. */
export interface Term {
  /** As it stands in running text. */
  readonly word: string
  /** Other words under which it is looked for. */
  readonly also?: readonly string[]
  /** What it is, in one paragraph; formulas stand between dollar signs, in TeX. */
  readonly text: string
  /** Its definition in TeX, where it has one. */
  readonly formula?: string
  /** Where the paper, or another one that is named, has it. */
  readonly source?: string
  /** Where the documents say more: page and anchor, such as `science#curves`. */
  readonly docs: string
  /** Names of terms nearby. */
  readonly see: readonly string[]
}
