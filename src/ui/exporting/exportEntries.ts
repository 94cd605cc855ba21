import type { SnapshotMethod } from '../../store/experiments/values/raceValue.ts'
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

/** Entries of a kind that would drown the others: snapshots of a method, or what waits for experiments that were not run. */
export interface ExportFold {
  readonly kind: SnapshotMethod | 'waiting'
  readonly entries: readonly ExportEntry[]
}

/** A heading of the list with what stands under it. */
export interface ExportSection {
  readonly group: ExportGroup
  /** Shown one by one. */
  readonly entries: readonly ExportEntry[]
  /** Shown where a person unfolds them. */
  readonly folds: readonly ExportFold[]
}

const snapshots = ['fge', 'sse'] as const
const folded = [...snapshots, 'waiting'] as const

function isSnapshot({ names }: ExportEntry, method: SnapshotMethod): boolean {
  return names[0]?.startsWith(`snapshot-${method}-`) === true
}

const order: readonly ExportGroup[] = ['study', 'figures', 'results', 'tables', 'experiments', 'networks']

/** Everything on offer, group by group, with formats of the same thing put together. */
export function createEntries(state: ExportState): ExportSection[] {
  const offers = listExports(state)
  return order.map((group) => {
    const entries = new Map<string, ExportEntry>()
    for (const { name, lack } of offers.filter((offer) => offer.group === group)) {
      const base = group === 'results' ? name : name.slice(0, name.lastIndexOf('.'))
      const entry = entries.get(base)
      const text = exportText(name, group, state.choices)
      entries.set(base, { ...text, group, lack, names: [...(entry?.names ?? []), name] })
    }
    return { group, ...foldEntries([...entries.values()]) }
  })
}

function foldOf(entry: ExportEntry): ExportFold['kind'] | undefined {
  if (entry.group === 'experiments' && entry.lack?.state === 'missing') return 'waiting'
  return snapshots.find((method) => isSnapshot(entry, method))
}

function foldEntries(entries: readonly ExportEntry[]): Omit<ExportSection, 'group'> {
  const folds = folded.map((kind) => ({ kind, entries: entries.filter((entry) => foldOf(entry) === kind) }))
  return {
    entries: entries.filter((entry) => foldOf(entry) === undefined),
    folds: folds.filter((fold) => fold.entries.length > 0),
  }
}

/** Short word for the format of a file, for buttons. */
export function formatOf(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1)
  return ['svg', 'png', 'csv', 'json', 'obj'].includes(ending) ? ending.toUpperCase() : ending
}
