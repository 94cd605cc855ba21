import { barrier } from '../../core/curves/profileStatistics.ts'
import { neededEndpoints } from '../../store/keys.ts'
import { selectField } from '../../store/landscape/landscapeSelectors.ts'
import type { ProfileResult } from '../../store/results.ts'
import type { RunName, StudyState } from '../../store/state.ts'
import { announcementTexts as texts } from '../texts/announcements.ts'
import { experimentTexts } from '../texts/experiments.ts'
import { formatLoss, formatPercent } from '../texts/formatting.ts'
import { quantityLabel } from '../texts/options.ts'

/** What became of one thing, as a sentence; a newer one of the same kind takes its place. */
export interface News {
  readonly kind: RunName | 'bend' | 'film'
  readonly text: string
}

const heights = ({ ts, curve, segment }: ProfileResult) => ({
  curve: barrier(ts, curve.train.nll),
  segment: barrier(ts, segment.train.nll),
})

function newsOfEndpoints(before: StudyState, now: StudyState): readonly News[] {
  if (!before.jobs.endpoints || now.jobs.endpoints || now.failures.endpoints) return []
  const ends = neededEndpoints(now.choices).map((index) => now.results.endpoints[index])
  if (ends.some((end) => !end || end.diverged)) return []
  const accuracies = ends.map(
    (end) => end?.history.findLast(({ testAccuracy }) => testAccuracy !== undefined)?.testAccuracy,
  )
  return [{ kind: 'endpoints', text: texts.endpoints(accuracies) }]
}

/** A curve is told of with its barrier, so when its profile has come; a bend that was moved likewise, at rest. */
function newsOfProfile(before: StudyState, now: StudyState, toldCurve: string | undefined): readonly News[] {
  const { profile } = now.results
  if (!profile || profile === before.results.profile || now.drag || now.jobs.curve) return []
  const { curve, segment } = heights(profile)
  const [place] = now.choices.held
  return place !== undefined || now.results.curve?.key === toldCurve
    ? [{ kind: 'bend', text: texts.bend(place, curve) }]
    : [{ kind: 'curve', text: texts.curve(curve, segment) }]
}

function newsOfLandscape(before: StudyState, now: StudyState): readonly News[] {
  const { landscape } = now.results
  if (!landscape || landscape === before.results.landscape || now.live.landscape) return []
  if (!before.jobs.landscape) return []
  const { values } = selectField(landscape, now.choices)
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    lowest = Math.min(lowest, value)
    highest = Math.max(highest, value)
  }
  const { quantity } = now.choices
  const write = quantity === 'error' || quantity === 'accuracy' ? formatPercent : formatLoss
  return [
    { kind: 'landscape', text: texts.landscape(quantityLabel(now.choices), write(lowest), write(highest)) },
  ]
}

function newsOfExperiment(before: StudyState, now: StudyState): readonly News[] {
  const name = now.experiment
  if (!name || !before.jobs.experiment || now.jobs.experiment) return []
  if (now.failures.experiment || now.givenUp.experiment) return []
  return [{ kind: 'experiment', text: texts.experiment(experimentTexts[name].title) }]
}

function newsOfFilm({ film: before }: StudyState, { film }: StudyState): readonly News[] {
  if (before?.status !== 'playing' || !film || film.status === 'playing') return []
  return film.index >= film.frames.length - 1 ? [{ kind: 'film', text: texts.film }] : []
}

function newsOfGivingUp(before: StudyState, now: StudyState): readonly News[] {
  return (Object.keys(now.givenUp) as RunName[])
    .filter((run) => now.givenUp[run] && now.givenUp[run] !== before.givenUp[run])
    .map((run) => ({ kind: run, text: texts.cancelled(texts.steps[run]) }))
}

/**
 * Reads what there is to be said of each change: results that came, trainings that were stopped. Failures and probed networks speak
 * for themselves where they are shown, and what is opened whole, such as a recording or a step of undo, is no news.
 */
export function createNewsReader({
  results,
}: StudyState): (before: StudyState, now: StudyState) => readonly News[] {
  let toldCurve = results.profile && results.curve?.key
  return (before, now) => {
    const isOpened = now.opening || now.studyId !== before.studyId || now.past.length < before.past.length
    const news = isOpened
      ? []
      : [
          ...newsOfEndpoints(before, now),
          ...newsOfProfile(before, now, toldCurve),
          ...newsOfLandscape(before, now),
          ...newsOfExperiment(before, now),
          ...newsOfFilm(before, now),
          ...newsOfGivingUp(before, now),
        ]
    if (now.results.profile !== before.results.profile && !now.jobs.curve) toldCurve = now.results.curve?.key
    return news
  }
}
