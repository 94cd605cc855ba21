import type { LoadedData } from '../../protocol/engineApi.ts'
import type { StoredWeights } from '../../protocol/training.ts'
import type { Choices } from '../choices/choices.ts'
import { isOpenedWeights, type Study } from '../context.ts'
import { namedFiles } from '../files/openedFiles.ts'
import { type Fingerprint, takeFingerprint } from '../fingerprint.ts'
import { type ProfileResult, type Results, referencedWeights } from '../results.ts'
import type { OpenedFiles, StudyState } from '../state.ts'

/** What a study took from files: whole data sets, and which weights came from which checkpoint. */
export interface OpenedContent extends Pick<OpenedFiles, 'endpoints' | 'curves'> {
  readonly data: readonly LoadedData[]
}

/** Everything that makes a study what it is, with its numbers. */
export interface StudyContent {
  readonly choices: Choices
  readonly results: Results
  /** Profiles of earlier curves. */
  readonly kept: readonly ProfileResult[]
  /** Every vector that results or opened files name. */
  readonly weights: readonly StoredWeights[]
  readonly opened: OpenedContent
  readonly fingerprint: Fingerprint | undefined
}

/** A study with all its numbers, the present one by default; nothing is copied. */
export async function collectStudy(study: Study, state = study.store.getState()): Promise<StudyContent> {
  const { choices, results, kept } = state
  const { opened, names } = takeOpened(study, state)
  const ids = [...new Set([...referencedWeights(results), ...names])]
  const weights = await Promise.all(ids.map((id) => study.client.export(id)))
  return {
    choices,
    results,
    kept,
    weights,
    opened,
    fingerprint: results.profile && takeFingerprint(results.profile),
  }
}

/** What the choices name of the opened files, and the ids of their weights. */
function takeOpened({ client }: Study, { choices, opened }: StudyState) {
  const named = namedFiles(choices)
  const idsOf = (what: 'data' | 'endpoint' | 'curve') =>
    new Set(named.filter((file) => file.what === what).map(({ id }) => id))
  const data = [...idsOf('data')].flatMap((id) => client.findData(id) ?? [])
  const [endpointIds, curveIds] = [idsOf('endpoint'), idsOf('curve')]
  const endpoints = pick(opened.endpoints, endpointIds)
  const curves = pick(opened.curves, curveIds)
  const names = [...Object.values(endpoints).map(({ id }) => id), ...Object.values(curves).flat()]
  return { opened: { data, endpoints, curves }, names: names.filter(isOpenedWeights) }
}

function pick<T>(entries: Readonly<Record<string, T>>, names: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => names.has(name)))
}
