import { openedNameOf } from '../../store/dataSets.ts'
import { namedFiles } from '../../store/files/openedFiles.ts'
import { linkOf } from '../../store/link/linkSync.ts'
import type { StudyState } from '../../store/state.ts'

/** What a link of the study carries, and what it cannot. */
export interface ShareFacts {
  /** The part of an address after `#`; empty for the recorded study. */
  readonly link: string
  /** Whether the numbers that the path came to are in it. */
  readonly hasNumbers: boolean
  readonly hasExperiments: boolean
  /** Names of files that the study needs, each once. */
  readonly files: readonly string[]
  /** Whether results of other programs are open. */
  readonly hasPublished: boolean
}

/** Reads off the study what can be shared of it by a link. */
export function readShareFacts(state: Pick<StudyState, 'choices' | 'results'>): ShareFacts {
  const { choices, results } = state
  const link = linkOf(state)
  return {
    link,
    hasNumbers: new URLSearchParams(link).has('numbers'),
    hasExperiments: Object.keys(results.experiments ?? {}).length > 0,
    files: [...new Set(namedFiles(choices).map(({ id }) => openedNameOf(id)))],
    hasPublished: results.published !== undefined,
  }
}

/** The address of the page without what is chosen in it. */
export function pageAddress({ origin, pathname }: Pick<Location, 'origin' | 'pathname'>): string {
  return `${origin === 'null' ? '' : origin}${pathname}`
}

/** Whether an address leads nowhere from another computer. */
export function isOwnComputer({ hostname, protocol }: Pick<Location, 'hostname' | 'protocol'>): boolean {
  return protocol === 'file:' || /^(localhost|.*\.localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
}
