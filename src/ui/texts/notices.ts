import type { KeepingFailure } from '../../store/keeping/keepingState.ts'
import type { Notice } from '../../store/state.ts'
import { backendSentence } from './backends.ts'
import { stepTitles } from './steps.ts'

const notKeptTexts: Readonly<Record<KeepingFailure, string>> = {
  full: 'There is no room left to keep this study in the browser. Nothing is lost while the page stays open: export the study, or delete others in the list of studies. It is tried again by itself.',
  missing:
    'This browser window keeps nothing, as private windows do. Nothing is lost while the page stays open: export the study to have it later.',
  failed:
    'This study could not be kept in the browser. Nothing is lost while the page stays open: export the study to be safe. It is tried again by itself.',
}

/** The way out where a study cannot be kept. */
export const exportStudyText = 'Export the study'

function roughTime(seconds: number): string {
  return seconds < 5400 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`
}

/** What a notice says. */
export function noticeText(notice: Notice): string {
  switch (notice.kind) {
    case 'link-problems':
      return `The link had values that cannot be used: ${notice.problems
        .map(({ word, text, taken }) =>
          word === 'hide'
            ? `${word}=${text} (the page has no such part)`
            : taken === ''
              ? `${word}=${text} (ignored)`
              : `${word}=${text} (${taken} is used)`,
        )
        .join(', ')}.`
    case 'engine-restarted':
      return notice.lost.length === 0
        ? 'The worker stopped and was restarted. Nothing was lost.'
        : `The worker stopped and was restarted. Everything finished is kept; run again: ${notice.lost.map((name) => stepTitles[name]).join(', ')}.`
    case 'backend-fell-back':
      return `The work went on elsewhere: ${backendSentence(notice.report)}`
    case 'no-relief':
      return notice.why === 'missing'
        ? 'This browser has no WebGL 2, which the 3-D view needs; the landscape is shown in 2-D. The browser’s settings may have hardware acceleration switched off.'
        : 'The graphics card gave the 3-D view up, so the landscape is shown in 2-D. Nothing is lost; 3-D can be chosen again.'
    case 'too-many-restarts':
      return `A curve can be optimised from ${notice.limit} places one after another, and no more.`
    case 'not-kept':
      return notKeptTexts[notice.why]
    case 'open-elsewhere':
      return 'This study is open in another tab. Here you have a copy, which is kept by itself once you change it.'
    case 'kept-unreadable':
      return notice.why === 'newer'
        ? `“${notice.name}” was kept by a newer Isthmus and stays as it is: ${notice.message}.`
        : `“${notice.name}” cannot be shown again and stays as it is: ${notice.message}.`
    case 'files-missing':
      return `This study was made with files that a link cannot carry. Open ${notice.names.join(', ')} and it goes on.`
    case 'long-study':
      return `The files are open. Training networks and a curve on them would take about ${roughTime(notice.seconds)} here, so nothing was started: choose a smaller network or fewer epochs, open trained networks, or press Run all.`
    case 'recorded-unreadable':
      return `“${notice.name}” could not be read (${notice.message}). What was open is unchanged; check the connection and open it again.`
    case 'recording-missing':
      return `The recorded study could not be read (${notice.message}), so it is computed here.`
  }
}
