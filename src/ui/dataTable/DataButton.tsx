import { ActionIcon, Tooltip } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { dataButtonTexts } from '../texts/dataButton.ts'
import type { ChartTable } from './chartTable.ts'
import classes from './dataButton.module.css'
import type { TableMaker } from './tableMaker.ts'

const DataDialog = lazy(async () => ({ default: (await import('./DataDialog.tsx')).DataDialog }))

interface DataButtonProps {
  /** What the chart shows, in a few words. */
  readonly what: string
  /** Makes the table of what is drawn now; asked while it is open alone. */
  readonly make: (maker: TableMaker) => ChartTable
  /** Small and without a border, in a corner of a small chart. */
  readonly isSmall?: boolean
}

/** Opens the numbers behind a chart as a table. */
export function DataButton({ what, make, isSmall = false }: DataButtonProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Tooltip label={dataButtonTexts.help} disabled={isOpen}>
        <ActionIcon
          className={isSmall ? classes.small : classes.button}
          {...(isSmall && { size: 'sm', variant: 'subtle' })}
          onClick={() => setOpen(true)}
          aria-label={dataButtonTexts.open(what)}
          aria-haspopup="dialog"
        >
          <IconTable size={14} />
        </ActionIcon>
      </Tooltip>
      <Suspense fallback={null}>
        {isOpen && <DataDialog what={what} make={make} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  )
}
