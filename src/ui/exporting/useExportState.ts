import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { ExportState } from '../../store/exporting/exportRow.ts'
import { useStudy } from '../StudyContext.ts'

/** What decides which files there are; what moves while something runs does not render the list anew. */
export function useExportState(): ExportState {
  return useStore(
    useStudy().store,
    useShallow(({ choices, results, kept, probe, segment, opened }) => ({
      choices,
      results,
      kept,
      probe,
      segment,
      opened,
    })),
  )
}
