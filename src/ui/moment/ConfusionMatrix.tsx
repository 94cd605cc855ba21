import { type KeyboardEvent, useId } from 'react'
import { confusionCounts } from '../../core/ensembles/predictedClasses.ts'
import { formatPercent } from '../texts/formatting.ts'
import { confusionTexts } from '../texts/moment.ts'
import samples from './samples.module.css'
import type { MomentView } from './useMoment.ts'

/** Samples of a class that are taken for a class. */
export interface Cell {
  readonly label: number
  readonly predicted: number
}

/** Up to this many classes a cell has room for its share below the count. */
const roomyClasses = 5

interface MatrixProps {
  readonly view: Pick<MomentView, 'classNames' | 'labels' | 'classes'>
  readonly cell: Cell | undefined
  readonly onCell: (cell: Cell | undefined) => void
}

const keyMoves: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** The cell that an arrow key goes to, from the first one where none is chosen; undefined for other keys. */
function nextCell(key: string, cell: Cell | undefined, size: number): Cell | undefined {
  const move = keyMoves[key]
  if (!move) return undefined
  if (!cell) return { label: 0, predicted: 0 }
  const [down, right] = move
  const within = (index: number) => Math.min(size - 1, Math.max(0, index))
  return { label: within(cell.label + down), predicted: within(cell.predicted + right) }
}

/** Counts by label and class, coloured by their share of the row; pointer and arrow keys choose a cell. */
export function ConfusionMatrix({ view, cell, onCell }: MatrixProps) {
  const { classNames, labels } = view
  const size = classNames.length
  const counts = confusionCounts(view.classes, labels, size)
  const id = useId()
  const take = (event: KeyboardEvent) => {
    const next = nextCell(event.key, cell, size)
    if (!next) return
    event.preventDefault()
    onCell(next)
  }
  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells can be chosen is a grid
      role="grid"
      tabIndex={0}
      aria-activedescendant={cell && `${id}-${cell.label}-${cell.predicted}`}
      onKeyDown={take}
      className={samples.matrix}
      aria-label={confusionTexts.label}
      data-dense={size > roomyClasses}
    >
      <thead>
        <tr>
          <td>{confusionTexts.corner}</td>
          {classNames.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {classNames.map((name, label) => {
          const row = counts.subarray(label * size, (label + 1) * size)
          const sum = row.reduce((total, count) => total + count, 0)
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              {classNames.map((other, predicted) => {
                const count = row[predicted] ?? 0
                const share = sum > 0 ? count / sum : 0
                return (
                  <td
                    key={other}
                    id={`${id}-${label}-${predicted}`}
                    data-kind={label === predicted ? 'right' : 'wrong'}
                    data-zero={count === 0}
                    data-under={cell?.label === label && cell.predicted === predicted}
                    style={{ '--share': share } as React.CSSProperties}
                    title={confusionTexts.cell(name, other, count, formatPercent(share))}
                    onPointerEnter={() => onCell({ label, predicted })}
                  >
                    {count}
                    {size <= roomyClasses && <small>{formatPercent(share)}</small>}
                  </td>
                )
              })}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
