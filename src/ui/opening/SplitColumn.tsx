import { MultiSelect, Select } from '@mantine/core'
import { guessTestValues } from '../../core/data/guessColumns.ts'
import type { ColumnSplit } from '../../core/data/tableData.ts'
import type { ColumnSummary } from '../../protocol/fileReader.ts'
import { dataOptionTexts } from '../texts/openDialog.ts'
import { OptionRow } from './OptionRow.tsx'

interface SplitColumnProps {
  /** Those that could split the rows. */
  readonly columns: readonly ColumnSummary[]
  readonly split: ColumnSplit
  readonly onChange: (split: ColumnSplit) => void
}

/** Which column splits the rows of a table, and which of its values are test. */
export function SplitColumn({ columns, split, onChange }: SplitColumnProps) {
  const values = columns.find(({ name }) => name === split.column)?.splitValues ?? []
  const test = split.test ?? guessTestValues(values) ?? []
  return (
    <>
      <OptionRow label={dataOptionTexts.splitColumn}>
        {(id) => (
          <Select
            id={id}
            searchable
            data={columns.map(({ name }) => name)}
            value={split.column}
            onChange={(name) => {
              const column = columns.find((candidate) => candidate.name === name)
              if (column) onChange(splitBy(column))
            }}
          />
        )}
      </OptionRow>
      <OptionRow label={dataOptionTexts.testValues}>
        {(id) => (
          <MultiSelect
            id={id}
            size="xs"
            data={[...values]}
            value={[...test]}
            {...(test.length === 0 && { placeholder: dataOptionTexts.chooseValues })}
            onChange={(chosen) => onChange({ ...split, test: chosen })}
          />
        )}
      </OptionRow>
    </>
  )
}

/** A split by a column: its test values are those that its words tell, or none until somebody chooses. */
export function splitBy({ name, splitValues = [] }: ColumnSummary): ColumnSplit {
  return guessTestValues(splitValues)
    ? { by: 'column', column: name }
    : { by: 'column', column: name, test: [] }
}
