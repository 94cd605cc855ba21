import type { PublishedResult } from '../../protocol/publishedResult.ts'
import { markStep } from '../choices/editing.ts'
import { type Study, setResults } from '../context.ts'
import type { Comparison, PublishedResults } from '../results.ts'

/** What is to be shown of opened results. */
export interface ShowRequest {
  readonly results: readonly PublishedResult[]
  readonly place: PublishedResults['place']
  readonly comparison?: Comparison
}

/** Shows results of other programs beside those that are open already; of the same name the new one takes the place of the old. */
export function showPublished(study: Study, { results, place, comparison }: ShowRequest): void {
  const now = study.store.getState().results.published
  const names = new Set(results.map(({ name }) => name))
  const isKept = ({ name }: PublishedResult) => !names.has(name)
  const opened = [...results, ...[...(now?.planes ?? []), ...(now?.paths ?? [])].filter(isKept)]
  const planes = opened.filter((result) => result.kind === 'plane')
  const compared = comparison ?? keptComparison(now, names)
  const shown =
    comparison?.surface ??
    results.find(({ kind, layers }) => kind === 'plane' && layers.length > 0)?.name ??
    now?.shown
  // They would stand unseen behind two studies side by side.
  study.store.setState({ beside: undefined })
  setResults(study, {
    published: {
      // A trajectory alone is the poorest picture of all.
      planes: planes.toSorted((a, b) => Number(a.layers.length === 0) - Number(b.layers.length === 0)),
      paths: opened.filter((result) => result.kind === 'path'),
      place,
      ...(shown !== undefined && { shown }),
      ...(compared && { comparison: compared }),
    },
  })
}

/** A comparison holds for the surface that it was made with. */
function keptComparison(
  now: PublishedResults | undefined,
  replaced: ReadonlySet<string>,
): Comparison | undefined {
  return now?.comparison && !replaced.has(now.comparison.surface) ? now.comparison : undefined
}

/** Closes all opened results, as one step of undo. */
export function closePublished(study: Study): void {
  if (!study.store.getState().results.published) return
  markStep(study)
  setResults(study, { published: undefined })
}

/** Changes how opened results are looked at, which is no step of undo. */
export function viewPublished(
  study: Study,
  patch: Partial<Pick<PublishedResults, 'place' | 'shown' | 'layer'>>,
): void {
  const { published } = study.store.getState().results
  if (published) setResults(study, { published: { ...published, ...patch } })
}
