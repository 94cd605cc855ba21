import { EngineError } from '../../protocol/engineError.ts'
import type { Study } from '../context.ts'
import type { ExportGroup, ExportOptions, ExportRow, ExportState, Lack } from './exportRow.ts'
import { exportTable } from './exportTable.ts'

/** A file on offer. */
export interface ExportOffer {
  readonly name: string
  readonly group: ExportGroup
  /** Why it cannot be made now; absent when it can. */
  readonly lack?: Lack
}

/** All files that the study can give, with what is missing for those that it cannot give yet. */
export function listExports(state: ExportState): ExportOffer[] {
  return exportTable.flatMap((row) =>
    row.names(state).map((name) => {
      const lack = row.lack(state, name)
      return { name, group: row.group, ...(lack && { lack }) }
    }),
  )
}

/**
 * Makes the file of a name, such as `plane.npz` or `curve-t0.25.safetensors`, from the results that the study has; nothing
 * is computed for it beyond norms and running statistics.
 * @throws EngineError `invalid-request` for a name that does not exist and for results that are missing or out of date; what
 *   the engine throws; the signal's reason
 */
export async function exportFile(study: Study, name: string, options: ExportOptions = {}): Promise<Blob> {
  const { scale } = options
  if (scale !== undefined && !(Number.isInteger(scale) && scale >= 1 && scale <= 4))
    throw new EngineError('invalid-request', `scale: got ${scale}, wanted 1, 2, 3 or 4`)
  const state = study.store.getState()
  const row = findRow(name, state)
  const lack = row.lack(state, name)
  if (lack) throw new EngineError('invalid-request', `${name}: ${describeLack(lack)}`)
  options.signal?.throwIfAborted()
  const blob = await row.make(study, name, options)
  options.signal?.throwIfAborted()
  return blob
}

function findRow(name: string, state: ExportState): ExportRow {
  const row = exportTable.find(({ pattern }) => pattern.test(name))
  if (row) return row
  const names = exportTable.flatMap((one) => one.names(state))
  throw new EngineError('invalid-request', `no file ${name}: there are ${names.join(', ')}`)
}

function describeLack({ what, state }: Lack): string {
  if (what === 'data') return 'the data were opened from a file that is not there'
  if (what === 'history') return 'nothing was trained here'
  if (what === 'probe') return 'the name needs numbers, as in plane-x1.5-y-0.2.npz'
  return state === 'stale' ? `the ${what} is out of date` : `the ${what} is not computed`
}
