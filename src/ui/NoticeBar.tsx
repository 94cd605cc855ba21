import { Button, CloseButton } from '@mantine/core'
import classes from './app.module.css'
import { startExport } from './exporting/exportJobs.ts'
import { useStudy, useStudyState } from './StudyContext.ts'
import { exportStudyText, noticeText } from './texts/notices.ts'
import { closeNoticeText } from './texts/page.ts'

/** Something to know, until it is closed. */
export function NoticeBar() {
  const study = useStudy()
  const notice = useStudyState((state) => state.notice)
  if (!notice) return null
  return (
    <div className={classes.notice} role="alert">
      <span>{noticeText(notice)}</span>
      {notice.kind === 'not-kept' && (
        <Button size="compact-xs" onClick={() => void startExport(study, 'study.safetensors')}>
          {exportStudyText}
        </Button>
      )}
      <CloseButton
        size="sm"
        aria-label={closeNoticeText}
        onClick={() => study.store.setState({ notice: undefined })}
      />
    </div>
  )
}
