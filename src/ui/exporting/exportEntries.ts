import { listExports } from '../../store/exporting/exportFile.ts'
import type { ExportGroup, ExportState, Lack } from '../../store/exporting/exportRow.ts'
import { type ExportText, exportText } from '../texts/exporting.ts'

/** One thing that can be exported, in one or more formats. */
export interface ExportEntry extends ExportText {
  readonly group: ExportGroup
  /** Names of the files, one for each format. */
  readonly names: readonly string[]
  readonly lack: Lack | undefined
}

const order: readonly ExportGroup[] = ['study', 'figures', 'results', 'tables', 'experiments', 'networks']

/** Everything on offer, group by group, with formats of the same thing put together. */
export function createEntries(state: ExportState): { group: ExportGroup; entries: ExportEntry[] }[] {
  const offers = listExports(state)
  return order.map((group) => {
    const entries = new Map<string, ExportEntry>()
    for (const { name, lack } of offers.filter((offer) => offer.group === group)) {
      const base = group === 'results' ? name : name.slice(0, name.lastIndexOf('.'))
      const entry = entries.get(base)
      const text = exportText(name, group, state.choices)
      entries.set(base, { ...text, group, lack, names: [...(entry?.names ?? []), name] })
    }
    return { group, entries: [...entries.values()] }
  })
}

/** Short word for the format of a file, for buttons. */
export function formatOf(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1)
  return ['svg', 'png', 'csv', 'json', 'obj'].includes(ending) ? ending.toUpperCase() : ending
}
