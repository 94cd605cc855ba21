import { openedNameOf } from '../../store/dataSets.ts'
import { namedFiles } from '../../store/files/openedFiles.ts'
import type { StudyContent } from '../../store/keeping/studyContent.ts'
import { selectStudyName } from '../studyName.ts'

/** A moment for a person, such as `24 Nov 2026, 08:47`. */
export function formatMoment(at: number): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
}

/** What a study holds, one thing a line. */
export function holdingsOf({ choices, results, kept, opened }: StudyContent): string[] {
  const { endpoints, curve, profile, landscape, published } = results
  const ends = endpoints.filter((endpoint) => endpoint !== undefined).length
  const bends = (curve?.controlPoints.length ?? 2) - 2
  const files = [...new Set(namedFiles(choices).map(({ id }) => openedNameOf(id)))]
  const rows = opened.data.reduce((sum, { dataset }) => sum + dataset.train.count + dataset.test.count, 0)
  return [
    `${selectStudyName(choices)}${files.length > 0 ? `, from ${files.join(', ')}` : ''}`,
    ...(rows > 0 ? [`${rows} rows of data`] : []),
    ...(ends > 0 ? [`${ends} ${ends === 1 ? 'endpoint' : 'endpoints'}`] : []),
    ...(curve ? [`a curve with ${bends} ${bends === 1 ? 'bend' : 'bends'}`] : []),
    ...(profile ? [`values at ${profile.ts.length} points along the path`] : []),
    ...(kept.length > 0 ? [`${kept.length} earlier curves for comparison`] : []),
    ...(landscape ? [`a landscape of ${landscape.grid.x.count} × ${landscape.grid.y.count} points`] : []),
    ...(published ? ['results of other programs'] : []),
  ]
}

/** Words around study files in the dialog. */
export const studyFileTexts = {
  checking: 'Checking the study …',
  title: 'The study in the file',
  unnamed: 'Without a name',
  savedAt: (at: number) => `saved ${formatMoment(at)}`,
  undo: 'It takes the place of the present study; undo brings that back.',
} as const
