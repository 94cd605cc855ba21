import { countCells } from '../../core/planes/cellCounts.ts'
import type { Choices } from '../choices/choices.ts'
import type { Field } from '../landscape/landscapeSelectors.ts'
import type { PictureFacts, RangeOf } from './honestyFacts.ts'

/** How the cells of a field came out under the range of its colours. */
export function countField(
  { values, known }: Pick<Field, 'values' | 'known'>,
  choices: Choices,
  rangeOf: RangeOf,
): Pick<PictureFacts, 'cells' | 'range'> {
  const range = rangeOf(values, choices)
  return { cells: countCells(values, range, known), range }
}
