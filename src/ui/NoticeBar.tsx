import { CloseButton } from '@mantine/core'
import classes from './app.module.css'
import { useStudy, useStudyState } from './StudyContext.ts'
import { noticeText } from './texts/notices.ts'

/** Something to know, until it is closed. */
export function NoticeBar() {
  const study = useStudy()
  const notice = useStudyState((state) => state.notice)
  if (!notice) return null
  return (
    <div className={classes.notice} role="alert">
      <span>{noticeText(notice)}</span>
      <CloseButton
        size="sm"
        aria-label="close the notice"
        onClick={() => study.store.setState({ notice: undefined })}
      />
    </div>
  )
}
