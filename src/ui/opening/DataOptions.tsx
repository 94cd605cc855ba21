import { NumberInput, Progress, Select } from '@mantine/core'
import { listNormalizations, type NormalizationName } from '../../core/data/imageNormalization.ts'
import type { ColumnSummary, DatasetRequest } from '../../protocol/fileReader.ts'
import type { DataAssignment } from '../../store/files/assignments.ts'
import type { Opening } from '../../store/files/createOpening.ts'
import type { OpeningState, PreparedData } from '../../store/files/openingState.ts'
import { formatBytes } from '../texts/formatting.ts'
import { dataOptionTexts } from '../texts/openDialog.ts'
import { normalizationTexts, splitTexts } from '../texts/opening.ts'
import { OptionRow } from './OptionRow.tsx'
import classes from './opening.module.css'
import { SplitColumn, splitBy } from './SplitColumn.tsx'

interface DataOptionsProps {
  readonly opening: Opening
  readonly state: OpeningState
}

type Split = DatasetRequest['options']['split']
type SplitName = keyof typeof splitTexts

/** How rows become a data set: label, split, normalisation. */
export function DataOptions({ opening, state }: DataOptionsProps) {
  const { request, assignments, data } = state
  const source = assignments.data
  if (!request || !source) return null
  const { split } = request.options
  const splitColumns = listSplitColumns(source, request)
  return (
    <section className={classes.section} aria-label={dataOptionTexts.label}>
      <h3>{dataOptionTexts.title}</h3>
      {request.kind === 'table' && source.kind === 'table' && (
        <OptionRow label={dataOptionTexts.labelColumn}>
          {(id) => (
            <Select
              id={id}
              searchable
              data={source.table.columns
                .map(({ name }) => name)
                .filter((name) => split.by !== 'column' || name !== split.column)}
              value={request.options.label}
              onChange={(label) =>
                label !== null &&
                opening.chooseDataset({ ...request, options: { ...request.options, label } })
              }
            />
          )}
        </OptionRow>
      )}
      <SplitRows
        split={split}
        names={splitNames(source, splitColumns)}
        onChange={(chosen) => opening.chooseDataset(withSplit(request, chosen))}
        columns={splitColumns}
      />
      {request.kind !== 'table' && (
        <NormalizationRow
          channels={channelsOf(source)}
          value={request.options.normalization}
          onChange={(normalization) => opening.chooseDataset(withNormalization(request, normalization))}
        />
      )}
      {data.state === 'working' && (
        <Progress value={100} striped animated aria-label={dataOptionTexts.working} />
      )}
      <p className={classes.small} role="status">
        {data.state === 'ready'
          ? describeData(data.data)
          : data.state === 'working'
            ? dataOptionTexts.working
            : ''}
      </p>
    </section>
  )
}

/** From this size on the memory that data take is worth a word, in bytes. */
const largeData = 1e8

function describeData({
  trainCount,
  testCount,
  inputShape,
  classCount,
  bytes,
  leftOut,
  unused,
}: PreparedData) {
  const parts = [
    dataOptionTexts.counts(trainCount, testCount, inputShape, classCount),
    ...(bytes >= largeData ? [dataOptionTexts.memory(formatBytes(bytes))] : []),
    ...(leftOut > 0 ? [dataOptionTexts.leftOut(leftOut)] : []),
    ...(unused.length > 0 ? [dataOptionTexts.unused(unused.slice(0, 5))] : []),
  ]
  return parts.join('; ')
}

function channelsOf(source: DataAssignment): number {
  return source.kind === 'arrays' ? source.arrays.channels : source.kind === 'images' ? source.channels : 0
}

/** Columns of a table that could split its rows, the guessed one first. */
function listSplitColumns(source: DataAssignment, request: DatasetRequest): readonly ColumnSummary[] {
  if (source.kind !== 'table' || request.kind !== 'table') return []
  const { columns, splitGuess } = source.table
  const could = columns.filter(({ name, splitValues }) => splitValues && name !== request.options.label)
  return could.sort((a, b) => Number(b.name === splitGuess) - Number(a.name === splitGuess))
}

function splitNames(source: DataAssignment, columns: readonly ColumnSummary[]): SplitName[] {
  if (source.kind === 'table') {
    const hasColumn = columns.length > 0
    const files = source.test === undefined ? [] : (['files'] as const)
    return [...files, ...(hasColumn ? (['column'] as const) : []), 'share', 'ordered']
  }
  const hasTest = source.kind === 'arrays' ? source.arrays.hasTest : source.hasTest
  return [...(hasTest ? (['files'] as const) : []), 'share', 'ordered', 'validation']
}

/** Each kind of data takes only the splits that its names offer. */
function withSplit(request: DatasetRequest, split: Split): DatasetRequest {
  return { ...request, options: { ...request.options, split } } as DatasetRequest
}

function withNormalization(
  request: Exclude<DatasetRequest, { readonly kind: 'table' }>,
  normalization: NormalizationName,
): DatasetRequest {
  return request.kind === 'arrays'
    ? { ...request, options: { ...request.options, normalization } }
    : { ...request, options: { ...request.options, normalization } }
}

function nameOf(split: Split): SplitName {
  if (split.by !== 'share') return split.by
  return split.seed === undefined ? 'ordered' : 'share'
}

function makeSplit(name: SplitName, testShare: number, column: ColumnSummary | undefined): Split {
  switch (name) {
    case 'files':
    case 'validation':
      return { by: name }
    case 'column':
      return column ? splitBy(column) : { by: 'column', column: '' }
    case 'ordered':
      return { by: 'share', testShare }
    case 'share':
      return { by: 'share', testShare, seed: 0 }
  }
}

interface SplitRowsProps {
  readonly split: Split
  readonly names: readonly SplitName[]
  readonly columns: readonly ColumnSummary[]
  readonly onChange: (split: Split) => void
}

function SplitRows({ split, names, columns, onChange }: SplitRowsProps) {
  const testShare = split.by === 'share' ? split.testShare : 0.2
  return (
    <>
      <OptionRow label={dataOptionTexts.split}>
        {(id) => (
          <Select
            id={id}
            data={names.map((value) => ({ value, label: splitTexts[value] }))}
            value={nameOf(split)}
            onChange={(name) =>
              name !== null && onChange(makeSplit(name as SplitName, testShare, columns[0]))
            }
          />
        )}
      </OptionRow>
      {split.by === 'column' && <SplitColumn columns={columns} split={split} onChange={onChange} />}
      {split.by === 'share' && (
        <OptionRow label={dataOptionTexts.testShare}>
          {(id) => (
            <NumberInput
              id={id}
              value={testShare}
              min={0.01}
              max={0.99}
              step={0.05}
              hideControls
              onChange={(share) =>
                typeof share === 'number' &&
                share > 0 &&
                share < 1 &&
                onChange({ ...split, testShare: share })
              }
            />
          )}
        </OptionRow>
      )}
    </>
  )
}

interface NormalizationRowProps {
  readonly channels: number
  readonly value: NormalizationName
  readonly onChange: (name: NormalizationName) => void
}

function NormalizationRow({ channels, value, onChange }: NormalizationRowProps) {
  if (channels === 0) return null
  return (
    <OptionRow label={dataOptionTexts.normalization}>
      {(id) => (
        <Select
          id={id}
          data={listNormalizations(channels).map((name) => ({
            value: name,
            label: normalizationTexts[name],
          }))}
          value={value}
          onChange={(name) => name !== null && onChange(name as NormalizationName)}
        />
      )}
    </OptionRow>
  )
}
