import { Button, Tooltip } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import { useRef } from 'react'
import { giveFiles } from '../../store/files/giveFiles.ts'
import { useStudy } from '../StudyContext.ts'
import { headerTexts } from '../texts/header.ts'
import classes from './opening.module.css'

/** Opens files of one's own; any number and kind at once. */
export function OpenButton() {
  const study = useStudy()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={headerTexts.chosenFiles}
        onChange={(event) => {
          giveFiles(study, [...(event.currentTarget.files ?? [])])
          // So that the same file can be chosen again.
          event.currentTarget.value = ''
        }}
      />
      <Tooltip label={headerTexts.openHelp}>
        <Button
          className={classes.open}
          variant="default"
          leftSection={<IconFolderOpen size={16} />}
          onClick={() => input.current?.click()}
          aria-label={headerTexts.openFiles}
        >
          {headerTexts.open}
        </Button>
      </Tooltip>
    </>
  )
}
