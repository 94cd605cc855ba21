import { useMemo, useState } from 'react'
import { hoverSamples } from '../../store/moment/hovering.ts'
import { selectSampleKind } from '../../store/moment/selectMoment.ts'
import { TableBox } from '../experiments/TableBox.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { formatPercent } from '../texts/formatting.ts'
import { confusionTexts } from '../texts/moment.ts'
import { type Cell, ConfusionMatrix } from './ConfusionMatrix.tsx'
import { useWants } from './follower.ts'
import classes from './moment.module.css'
import { NotFiniteNote } from './NotFiniteNote.tsx'
import { listedCount, SampleList } from './SampleList.tsx'
import samples from './samples.module.css'
import { type MomentView, useMomentView } from './useMoment.ts'

function Scale() {
  return (
    <p className={samples.scale}>
      <i data-kind="right" />
      {confusionTexts.right}
      <i data-kind="wrong" />
      {confusionTexts.wrong}
      <span className="quiet">{confusionTexts.scale('100 %')}</span>
    </p>
  )
}

/** The samples of the cell under the pointer, which stay until another is. */
function CellSamples({ view, cell }: { readonly view: MomentView; readonly cell: Cell | undefined }) {
  const study = useStudy()
  const kind = useStudyState(selectSampleKind)
  const [under, setUnder] = useState<number>()
  const rows = useMemo(
    () =>
      cell
        ? Array.from(view.labels.keys()).filter(
            (row) => view.labels[row] === cell.label && view.classes[row] === cell.predicted,
          )
        : [],
    [view, cell],
  )
  const name = kind === 'images' ? rows.slice(0, listedCount).join(' ') : ''
  useWants(useMemo(() => ({ rows: name === '' ? [] : name.split(' ').map(Number) }), [name]))
  if (!cell) return <p className={classes.line}>{confusionTexts.hint}</p>
  const [label = '', predicted = ''] = [view.classNames[cell.label], view.classNames[cell.predicted]]
  return (
    <>
      <p className={classes.line}>{confusionTexts.samples(label, predicted, rows.length)}</p>
      <SampleList
        rows={rows}
        under={under}
        onPoint={(row) => {
          setUnder(row)
          hoverSamples(study, row === undefined ? undefined : { split: 'test', rows: [row] })
        }}
      />
    </>
  )
}

/** Whom the network at t takes for whom, on the test split. */
export function ConfusionView() {
  const view = useMomentView()
  const [cell, setCell] = useState<Cell>()
  if (!view) return <WaitingWants />
  const right = view.labels.filter((label, row) => view.classes[row] === label).length
  const count = view.labels.length
  return (
    <div className={classes.view}>
      <p className={classes.line}>{confusionTexts.summary(right, count, formatPercent(right / count))}</p>
      <TableBox>
        <ConfusionMatrix view={view} cell={cell} onCell={setCell} />
      </TableBox>
      <Scale />
      <CellSamples view={view} cell={cell} />
      <NotFiniteNote />
    </div>
  )
}

const nothingMore = {}

/** Asks for the predictions alone. */
function WaitingWants() {
  useWants(nothingMore)
  return <div className={classes.view} />
}
