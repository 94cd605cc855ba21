import { ActionIcon, Tooltip } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import { useRef } from 'react'
import { giveFiles } from '../../store/files/giveFiles.ts'
import { useStudy } from '../StudyContext.ts'

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
        aria-label="files to open"
        onChange={(event) => {
          giveFiles(study, [...(event.currentTarget.files ?? [])])
          // So that the same file can be chosen again.
          event.currentTarget.value = ''
        }}
      />
      <Tooltip label="Open checkpoints and data. They can also be dropped anywhere, or pasted.">
        <ActionIcon onClick={() => input.current?.click()} aria-label="open files">
          <IconFolderOpen size={16} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}
