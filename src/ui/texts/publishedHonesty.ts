import type { PublishedSource } from '../../protocol/publishedResult.ts'
import type { PublishedOddity } from '../../store/honesty/publishedOddities.ts'
import { formatLoss, formatPercent } from './formatting.ts'

/** Words of what must be known of a picture from a file. */
export const publishedHonestyTexts = {
  rows: {
    file: 'file',
    source: 'written by',
    cells: 'points',
    statistics: 'batch norm',
    regulariser: 'weight decay term',
    rest: 'samples, seeds',
  },
  rest: 'the file does not say on how many samples and from which seeds; its program takes whole splits',
  noTerm: 'out: what is shown is without it',
} as const

/** What became of batch norm where a file was written, as its program does it. */
export const publishedStatisticsTexts: Readonly<Record<PublishedSource, string>> = {
  plane: 'statistics recomputed over the train split at every point, as the script does',
  curve: 'statistics recomputed over the train split at every point, as the script does',
  chain: 'statistics recomputed over the train split at every point, as the script does',
  surface: 'the running statistics of the checkpoint at every point, as the script does',
  line: 'the running statistics of the checkpoint at every point, as the script does',
  projection: 'nothing is evaluated in this file',
}

/** A usual cause in a sentence that says what to do. */
export function publishedOdditySentence(oddity: PublishedOddity): string {
  switch (oddity.cause) {
    case 'all-lost':
      return 'None of its numbers is finite: the networks overflowed where it was written, or nothing was computed yet.'
    case 'not-computed':
      return `${formatPercent(oddity.share)} of its points were not computed when the file was written and are left out: let its program finish.`
    case 'not-finite':
      return `${formatPercent(oddity.share)} of its points are not finite: networks there overflow. A smaller window shows more.`
    case 'one-value':
      return 'All of its numbers are the same: the network may say one class everywhere, or the directions may have no length.'
    case 'clipped':
      return `${formatPercent(oddity.share)} of its points are beyond the range of colours and look alike: choose the linear scale or another quantity, or write it with a smaller window.`
    case 'window-wide':
      return `The window is so wide that ${formatLoss(oddity.cells)} cells lie between w₁ and w₂: write it with a smaller margin or more points.`
  }
}
