import { createStore, type StoreApi } from 'zustand'
import type { Study } from '../../store/context.ts'
import type { ExportOptions } from '../../store/exporting/exportRow.ts'
import { toFailure } from '../../store/running/jobs.ts'
import type { Failure } from '../../store/state.ts'
import { downloadName } from './downloadName.ts'
import { saveBlob } from './saveBlob.ts'
import { seededName } from './seededName.ts'
import { studyTitle } from './studyTitle.ts'

/** What became of the last file that was asked for. */
export type ExportStatus =
  | { readonly state: 'none' }
  | { readonly state: 'making'; readonly name: string; readonly abort: AbortController }
  | { readonly state: 'done'; readonly name: string }
  | { readonly state: 'failed'; readonly name: string; readonly failure: Failure }

const statuses = new WeakMap<Study, StoreApi<ExportStatus>>()

/** Where the status of a study's exports is seen; one file is made at a time. */
export function exportStatus(study: Study): StoreApi<ExportStatus> {
  const known = statuses.get(study) ?? createStore<ExportStatus>(() => ({ state: 'none' }))
  statuses.set(study, known)
  return known
}

/** Makes a file and hands it to the browser; a file that is still being made is given up. */
export async function startExport(study: Study, name: string, options: ExportOptions = {}): Promise<void> {
  const status = exportStatus(study)
  cancelExport(study)
  const abort = new AbortController()
  const set = (next: ExportStatus) => {
    if (!abort.signal.aborted) status.setState(next, true)
  }
  set({ state: 'making', name, abort })
  try {
    const { exportFile } = await import('../../store/exporting/exportFile.ts')
    const blob = await exportFile(study, name, { ...options, signal: abort.signal })
    const state = study.store.getState()
    saveBlob(blob, downloadName(studyTitle(state), seededName(name, state.choices)))
    set({ state: 'done', name })
  } catch (error) {
    set({ state: 'failed', name, failure: toFailure(error) })
  }
}

/** Gives up the file that is being made. */
export function cancelExport(study: Study): void {
  const status = exportStatus(study)
  const now = status.getState()
  if (now.state !== 'making') return
  status.setState({ state: 'none' }, true)
  now.abort.abort()
}

/** Puts the words about the last file away. */
export function clearExport(study: Study): void {
  exportStatus(study).setState({ state: 'none' }, true)
}
