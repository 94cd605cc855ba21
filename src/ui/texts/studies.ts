import { openedNameOf } from '../../store/dataSets.ts'
import { namedFiles } from '../../store/files/openedFiles.ts'
import type { Keeping } from '../../store/keeping/keepingState.ts'
import type { StorageUse } from '../../store/keeping/storageUse.ts'
import type { StudyContent } from '../../store/keeping/studyContent.ts'
import { selectStudyName } from '../studyName.ts'
import { formatBytes } from './formatting.ts'

/** A moment for a person, such as `24 Nov 2026, 08:47`. */
export function formatMoment(at: number): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
}

/** What a study holds, one thing a line; its data and network too where it has a name that does not say them. */
export function holdingsOf(
  { choices, results, kept, opened }: StudyContent,
  name: string | undefined,
): string[] {
  const { endpoints, curve, profile, landscape, published } = results
  const ends = endpoints.filter((endpoint) => endpoint !== undefined).length
  const bends = (curve?.controlPoints.length ?? 2) - 2
  const files = [...new Set(namedFiles(choices).map(({ id }) => openedNameOf(id)))]
  const rows = opened.data.reduce((sum, { dataset }) => sum + dataset.train.count + dataset.test.count, 0)
  return [
    ...(name === undefined ? [] : [selectStudyName(choices)]),
    ...(files.length > 0 ? [`files: ${files.join(', ')}`] : []),
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
  savedAt: (at: number) => `saved ${formatMoment(at)}`,
  undo: 'It takes the place of the present study; undo brings that back.',
} as const

/** Words of the list of kept studies. */
export const studyListTexts = {
  title: 'Studies',
  listLabel: 'kept studies',
  close: 'close the studies',
  openList: (name: string) => `${name}; all studies`,
  empty:
    'No study is kept in this browser yet. A study is kept by itself as soon as you change something or compute something.',
  new: 'New study',
  name: 'name of the study',
  isOpen: 'open here',
  rename: (name: string) => `rename ${name}`,
  renameHelp: 'Rename',
  duplicate: (name: string) => `duplicate ${name}`,
  duplicateHelp: 'Duplicate',
  copyOf: (name: string) => `${name} (copy)`,
  delete: (name: string) => `delete ${name}`,
  deleteHelp: 'Delete',
  isDeleted: (name: string) => `“${name}” is deleted.`,
  restore: (name: string) => `bring back ${name}`,
  undo: 'Undo',
} as const

/** Whether the present study is kept, in a word. */
export const keepingTexts: Readonly<Record<Exclude<Keeping['state'], 'untouched'>, string>> = {
  changed: 'not saved yet',
  saving: 'saving',
  saved: 'saved',
  failed: 'not saved',
}

/** The same as a sentence. */
export function keepingHelp(keeping: Keeping): string {
  switch (keeping.state) {
    case 'untouched':
      return ''
    case 'changed':
    case 'saving':
      return 'Changes are kept in this browser by themselves, a moment after the last one.'
    case 'saved':
      return 'Kept in this browser: it is there after a reload, and in the list of studies.'
    case 'failed':
      return `Not kept in this browser: ${keeping.message}. It is tried again by itself; the study can be exported.`
  }
}

/** How much the browser keeps, and how safely. */
export function storageText({ used, room, isPersistent }: StorageUse): string {
  const safety = isPersistent
    ? 'Kept until you delete them.'
    : 'The browser may clear them when space runs short: export what matters.'
  return `${formatBytes(used)} of ${formatBytes(room)} used. ${safety}`
}
