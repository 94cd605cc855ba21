import type { Notice } from '../../store/state.ts'
import { backendSentence } from './backends.ts'
import { stepTitles } from './steps.ts'

/** What a notice says. */
export function noticeText(notice: Notice): string {
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
