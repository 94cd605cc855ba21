import { experimentTable } from '../experiments/experimentTable.ts'
import { missingFiles } from '../files/openedFiles.ts'
import { endpointKey, freshnessOf } from '../keys.ts'
import type { EndpointIndex } from '../running/requests.ts'
import { selectSegment } from '../running/runSegment.ts'
import type { ExportState, Lack } from './exportRow.ts'

/** What stands against using a result of the study: it is not there, or belongs to other choices. */
export function findLack(state: ExportState, what: 'landscape' | 'profile' | 'curve'): Lack | undefined {
  const freshness = freshnessOf(state.choices, state.results)[what]
  if (freshness === 'fresh') return undefined
  return { what, state: freshness === 'empty' ? 'missing' : 'stale' }
}

/** The same for an endpoint. */
export function findEndpointLack({ choices, results }: ExportState, index: EndpointIndex): Lack | undefined {
  const endpoint = results.endpoints[index]
  if (endpoint?.key === endpointKey(choices, index)) return undefined
  return { what: 'endpoint', state: endpoint ? 'stale' : 'missing' }
}

/** The same for the straight segment, which may have been evaluated before there was a curve. */
export function findSegmentLack(state: ExportState): Lack | undefined {
  if (selectSegment(state)) return undefined
  const isStale = state.results.profile !== undefined || state.segment !== undefined
  return { what: 'segment', state: isStale ? 'stale' : 'missing' }
}

/** The same for the race of ensembles. */
export function findRaceLack({ choices, results }: ExportState): Lack | undefined {
  const race = results.experiments?.race
  if (!race) return { what: 'race', state: 'missing' }
  return race.key === experimentTable.race.key(choices) ? undefined : { what: 'race', state: 'stale' }
}

/** Running statistics are measured on the data, so these must be there where a network has any. */
export function findDataLack(state: ExportState): Lack | undefined {
  const missing = missingFiles(state).some(({ what }) => what === 'data')
  return missing ? { what: 'data', state: 'missing' } : undefined
}
