import { Button, Tooltip } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import { headerTexts } from '../texts/header.ts'
import { FilePicker } from './FilePicker.tsx'
import classes from './opening.module.css'

/** Opens files of one's own; any number and kind at once. */
export function OpenButton() {
  return (
    <FilePicker label={headerTexts.chosenFiles}>
      {(choose) => (
        <Tooltip label={headerTexts.openHelp}>
          <Button
            className={classes.open}
            variant="default"
            leftSection={<IconFolderOpen size={16} />}
            onClick={choose}
            aria-label={headerTexts.openFiles}
          >
            {headerTexts.open}
          </Button>
        </Tooltip>
      )}
    </FilePicker>
  )
}
