import type { Choices } from '../choices/choices.ts'
import { isOpenedWeights, type Study } from '../context.ts'
import { openedNameOf } from '../dataSets.ts'
import { referencedWeights } from '../results.ts'
import type { OpenedFiles, StudyState } from '../state.ts'

/** A file that the choices name and that nobody has opened here. */
export interface MissingFile {
  /** As choices and links write it. */
  readonly id: string
  readonly name: string
  readonly what: 'data' | 'endpoint' | 'curve'
}

type NamedFile = Pick<MissingFile, 'id' | 'what'>

/** All opened files that choices name. */
export function namedFiles({
  data,
  openedData,
  opened1,
  opened2,
  opened3,
  openedCurve,
}: Choices): NamedFile[] {
  const named: NamedFile[] = [
    { id: data === 'opened' ? openedData : '', what: 'data' },
    ...[opened1, opened2, opened3].map((id) => ({ id, what: 'endpoint' }) as const),
    { id: openedCurve, what: 'curve' },
  ]
  return named.filter(({ id }) => id !== '')
}

function isThere(opened: OpenedFiles, { id, what }: NamedFile): boolean {
  if (what === 'data') return opened.data.includes(id)
  return Object.hasOwn(what === 'endpoint' ? opened.endpoints : opened.curves, id)
}

/** The files that the present choices need and that were not opened here, each once. */
export function missingFiles({ choices, opened }: Pick<StudyState, 'choices' | 'opened'>): MissingFile[] {
  const missing = new Map<string, MissingFile>()
  for (const file of namedFiles(choices)) {
    if (isThere(opened, file)) continue
    missing.set(file.id, { ...file, name: openedNameOf(file.id) })
  }
  return [...missing.values()]
}

/** Forgets opened data and weights that neither the present choices nor any step of undo name. */
export async function releaseOpened(study: Study): Promise<void> {
  const { choices, results, past, future, opened } = study.store.getState()
  const snapshots = [{ choices, results }, ...past, ...future]
  const named = new Set(snapshots.flatMap((snapshot) => namedFiles(snapshot.choices)).map(({ id }) => id))
  const endpoints = keepNamed(opened.endpoints, named)
  const curves = keepNamed(opened.curves, named)
  const data = opened.data.filter((id) => named.has(id))
  study.store.setState({ opened: { data, endpoints, curves } })
  const needed = new Set([
    ...Object.values(endpoints).map(({ id }) => id),
    ...Object.values(curves).flat(),
    ...snapshots.flatMap((snapshot) => referencedWeights(snapshot.results)),
  ])
  const { client } = study
  const weights = client.heldWeights().filter((id) => isOpenedWeights(id) && !needed.has(id))
  const sets = client.heldData().filter((id) => !named.has(id))
  // Both are told at once, so that what is loaded from now on, be it the same file again, comes after.
  await Promise.all([
    weights.length > 0 && client.release(weights),
    sets.length > 0 && client.releaseData(sets),
  ])
}

function keepNamed<T>(
  entries: Readonly<Record<string, T>>,
  named: ReadonlySet<string>,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(entries).filter(([id]) => named.has(id)))
}
