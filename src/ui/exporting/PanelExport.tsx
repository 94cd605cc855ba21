import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { lazy, memo, Suspense } from 'react'
import { exportTexts } from '../texts/exporting.ts'
import classes from './exporting.module.css'

const PanelItems = lazy(async () => ({ default: (await import('./PanelItems.tsx')).PanelItems }))

interface PanelExportProps {
  /** What the panel shows, such as `the landscape`. */
  readonly what: string
  readonly names: readonly string[]
}

/** The files that belong to one panel, at hand beside it. */
export const PanelExport = memo(function PanelExport({ what, names }: PanelExportProps) {
  return (
    <Menu position="bottom-end" width={290} withArrow>
      <Menu.Target>
        <Tooltip label={exportTexts.panelHelp(what)}>
          <ActionIcon className={classes.panelButton} aria-label={exportTexts.panel(what)}>
            <IconDownload size={14} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Suspense fallback={null}>
          <PanelItems names={names} />
        </Suspense>
      </Menu.Dropdown>
    </Menu>
  )
})
