import { VisuallyHidden } from '@mantine/core'
import { memo } from 'react'
import { selectSampleKind } from '../../store/moment/selectMoment.ts'
import { TableBox } from '../experiments/TableBox.tsx'
import { useStudyState } from '../StudyContext.ts'
import { formatPercent } from '../texts/formatting.ts'
import { flipTexts } from '../texts/moment.ts'
import classes from './moment.module.css'
import { SampleImage } from './SampleImage.tsx'
import samples from './samples.module.css'
import { type MomentView, nameOfClass, useMomentView } from './useMoment.ts'

/** Samples that are listed; of more, the first. */
export const listedCount = 42
const tabledCount = 12

interface SampleListProps {
  readonly rows: readonly number[]
  readonly under: number | undefined
  readonly onPoint: (row: number | undefined) => void
}

/** What is said of a sample. */
function describeSample(view: MomentView, row: number) {
  const { classNames, labels, classes: found, classesAtStart, probabilities } = view
  const name = (which: number) => nameOfClass(classNames, which, flipTexts.notANumber)
  const here = found[row] ?? -1
  const label = labels[row] ?? -1
  return {
    label: name(label),
    before: name(classesAtStart[row] ?? -1),
    here: name(here),
    isRight: here === label,
    share: here < 0 ? '' : formatPercent(probabilities[row * classNames.length + here] ?? Number.NaN),
  }
}

function ImageList({ view, rows, under, onPoint }: SampleListProps & { readonly view: MomentView }) {
  return (
    <ul className={samples.images} aria-label={flipTexts.list}>
      {rows.map((row) => {
        const { label, before, here, isRight, share } = describeSample(view, row)
        return (
          <li key={row}>
            <button
              type="button"
              className={samples.image}
              data-right={isRight}
              data-under={row === under}
              onPointerEnter={() => onPoint(row)}
              onPointerLeave={() => onPoint(undefined)}
              onFocus={() => onPoint(row)}
              onBlur={() => onPoint(undefined)}
            >
              <SampleImage row={row} />
              <VisuallyHidden>{flipTexts.sample(row, { label, before, here, share })}</VisuallyHidden>
              <b>{flipTexts.caption(label, here)}</b>
              <span>{share}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function RowTable({ view, rows, under, onPoint }: SampleListProps & { readonly view: MomentView }) {
  return (
    <TableBox>
      <table className={samples.samples} aria-label={flipTexts.list}>
        <thead>
          <tr>
            {flipTexts.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { label, before, here, isRight, share } = describeSample(view, row)
            return (
              <tr
                key={row}
                data-under={row === under}
                onPointerEnter={() => onPoint(row)}
                onPointerLeave={() => onPoint(undefined)}
              >
                <th scope="row">{row + 1}</th>
                <td>{label}</td>
                <td>{before}</td>
                <td data-right={isRight}>{here}</td>
                <td>{share}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </TableBox>
  )
}

/** Test samples with their label and what the network at t takes them for: images as such, others as rows of a table. */
export const SampleList = memo(function SampleList(props: SampleListProps) {
  const view = useMomentView()
  const kind = useStudyState(selectSampleKind)
  if (!view || props.rows.length === 0) return null
  const List = kind === 'images' ? ImageList : RowTable
  const most = kind === 'images' ? listedCount : tabledCount
  const left = props.rows.length - most
  return (
    <>
      <List {...props} rows={props.rows.slice(0, most)} view={view} />
      {left > 0 && <p className={classes.line}>{flipTexts.more(left)}</p>}
    </>
  )
})
