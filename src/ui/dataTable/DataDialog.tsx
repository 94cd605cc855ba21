import { ActionIcon, Button, Modal } from '@mantine/core'
import {
  IconChevronLeft,
  IconChevronRight,
  IconChevronsLeft,
  IconChevronsRight,
  IconCopy,
} from '@tabler/icons-react'
import { useState } from 'react'
import { dataButtonTexts } from '../texts/dataButton.ts'
import { dataTableTexts } from '../texts/dataTable.ts'
import { useFocusBack } from '../useFocusBack.ts'
import * as maker from './chartTable.ts'
import { DataRows } from './DataRows.tsx'
import classes from './dataTable.module.css'
import type { TableMaker } from './tableMaker.ts'
import { countRows, writeTsv } from './writeCells.ts'

interface DataDialogProps {
  readonly what: string
  readonly make: (maker: TableMaker) => maker.ChartTable
  readonly onClose: () => void
}

/** Rows on one page: more would be slow to draw and no easier to read. */
const pageSize = 100

interface PagerProps {
  readonly start: number
  readonly count: number
  readonly onGo: (start: number) => void
}

function Pager({ start, count, onGo }: PagerProps) {
  const last = Math.floor((count - 1) / pageSize) * pageSize
  const ways = [
    { name: 'first', to: 0, Icon: IconChevronsLeft, off: start === 0 },
    { name: 'previous', to: start - pageSize, Icon: IconChevronLeft, off: start === 0 },
    { name: 'next', to: start + pageSize, Icon: IconChevronRight, off: start === last },
    { name: 'last', to: last, Icon: IconChevronsRight, off: start === last },
  ] as const
  return (
    <ActionIcon.Group>
      {ways.map(({ name, to, Icon, off }) => (
        <ActionIcon key={name} disabled={off} onClick={() => onGo(to)} aria-label={dataTableTexts[name]}>
          <Icon size={14} />
        </ActionIcon>
      ))}
    </ActionIcon.Group>
  )
}

/** What a chart shows as a table, a page of it at a time; the whole of it can be copied. */
export function DataDialog({ what, make, onClose }: DataDialogProps) {
  useFocusBack()
  const [wanted, setStart] = useState(0)
  const [said, setSaid] = useState('')
  const table = make(maker)
  const count = countRows(table)
  // A chart may have become shorter while its table is open.
  const start = wanted < count ? wanted : 0
  const end = Math.min(count, start + pageSize)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(writeTsv(table))
      setSaid(dataTableTexts.copied)
    } catch {
      setSaid(dataTableTexts.notCopied)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={dataButtonTexts.title(what)}
      size="auto"
      closeButtonProps={{ 'aria-label': dataTableTexts.close }}
    >
      <div className={classes.bar}>
        <Button leftSection={<IconCopy size={14} />} variant="default" onClick={() => void copy()}>
          {dataTableTexts.copy}
        </Button>
        <span role="status">{said}</span>
        <span className={classes.count} aria-live="polite">
          {count > pageSize ? dataTableTexts.rows(start + 1, end, count) : dataTableTexts.all(count)}
        </span>
        {count > pageSize && <Pager start={start} count={count} onGo={setStart} />}
      </div>
      {count === 0 ? (
        <p className="quiet">{dataTableTexts.none}</p>
      ) : (
        <DataRows caption={what} table={table} start={start} end={end} />
      )}
    </Modal>
  )
}
