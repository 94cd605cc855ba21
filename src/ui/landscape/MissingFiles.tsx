import { Button } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import { missingFiles } from '../../store/files/openedFiles.ts'
import { FilePicker } from '../opening/FilePicker.tsx'
import { useStudyState } from '../StudyContext.ts'
import { missingFilesTexts as texts } from '../texts/missingFiles.ts'
import classes from './landscape.module.css'

/** The files that the study waits for, where the landscape would be, and a button that opens them. */
export function MissingFiles() {
  const choices = useStudyState((state) => state.choices)
  const opened = useStudyState((state) => state.opened)
  const missing = missingFiles({ choices, opened })
  return (
    <div className={`${classes.empty} ${classes.failed}`}>
      <p>
        <b>{texts.title(missing.length)}</b>
        {texts.how}
        {missing.map((file) => (
          <small key={file.id}>{texts.file(file)}</small>
        ))}
      </p>
      <FilePicker label={texts.chosen}>
        {(choose) => (
          <Button leftSection={<IconFolderOpen size={16} />} onClick={choose}>
            {texts.open}
          </Button>
        )}
      </FilePicker>
    </div>
  )
}
