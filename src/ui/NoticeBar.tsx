import { CloseButton } from '@mantine/core'
import type { Notice } from '../store/state.ts'
import classes from './app.module.css'
import { useStudy, useStudyState } from './StudyContext.ts'
import { backendSentence } from './texts/backends.ts'
import { stepTitles } from './texts/steps.ts'

function noticeText(notice: Notice): string {
  switch (notice.kind) {
    case 'link-problems':
      return `The link had values that cannot be used: ${notice.problems
        .map(({ word, text, taken }) =>
          taken === '' ? `${word}=${text} (ignored)` : `${word}=${text} (${taken} is used)`,
        )
        .join(', ')}.`
    case 'engine-restarted':
      return notice.lost.length === 0
        ? 'The worker stopped and was restarted. Nothing was lost.'
        : `The worker stopped and was restarted. Everything finished is kept; run again: ${notice.lost.map((name) => stepTitles[name]).join(', ')}.`
    case 'backend-fell-back':
      return `The work went on elsewhere: ${backendSentence(notice.report)}`
    case 'too-many-restarts':
      return `A curve can be optimised from ${notice.limit} places one after another, and no more.`
    case 'files-missing':
      return `This study was made with files that a link cannot carry. Open ${notice.names.join(', ')} and it goes on.`
    case 'recording-missing':
      return `The recorded study could not be read (${notice.message}), so it is computed here.`
  }
}

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
