import type { ResultsFile } from '../../protocol/exporting.ts'
import { type ExperimentName, experimentNames } from '../experiments/experimentNames.ts'
import { experimentTable } from '../experiments/experimentTable.ts'
import type { ExperimentResult } from '../experiments/experimentValues.ts'
import { wantedPart } from '../experiments/widths.ts'
import { linkOf } from '../link/linkSync.ts'
import { hasBatchNorm } from '../running/requests.ts'
import { experimentColumns } from './experimentColumns.ts'
import { type ExportRow, type ExportState, type Lack, toBlob } from './exportRow.ts'
import { flattenOutcome } from './outcomeArrays.ts'

function findExperimentLack({ choices, results }: ExportState, name: ExperimentName): Lack | undefined {
  const result = results.experiments?.[name]
  if (result?.key === experimentTable[name].key(choices)) return undefined
  return { what: 'experiment', state: result ? 'stale' : 'missing' }
}

/** The result that a row without a lack has. */
function resultOf<N extends ExperimentName>({ results }: ExportState, name: N) {
  const result = results.experiments?.[name]
  return result as ExperimentResult<N>
}

/** What a file says of the run that its numbers are from. */
function tellAbout(state: ExportState, name: ExperimentName) {
  const { choices } = state
  const { backend, elapsedMs } = resultOf(state, name)
  return {
    isthmus: name,
    link: `#${linkOf(state)}`,
    batchNorm: hasBatchNorm(choices) ? choices.batchNormMode : 'none',
    backend: backend.name,
    elapsedMs,
  }
}

/** The outcome as its view shows it: a sweep keeps cells of earlier settings too, and keys that tell outcomes apart say nothing outside. */
function shownOutcome(state: ExportState, name: ExperimentName): object {
  if (name === 'widths') return { cells: wantedPart(resultOf(state, name).value, state.choices).cells }
  if (name !== 'overPlane') return resultOf(state, name).value
  const { planeKey: _, ...outcome } = resultOf(state, name).value
  return outcome
}

function columnsOf<N extends ExperimentName>(state: ExportState, name: N) {
  return experimentColumns[name](resultOf(state, name).value, state.choices)
}

function createFile(state: ExportState, name: ExperimentName, ending: string): ResultsFile {
  if (ending === 'csv') return { kind: 'csv', columns: columnsOf(state, name) }
  const about = tellAbout(state, name)
  const outcome = shownOutcome(state, name)
  if (ending === 'json') return { kind: 'outcome', about, outcome }
  const { arrays, texts } = flattenOutcome(outcome)
  return { kind: 'arrays', arrays, about: { ...about, texts } }
}

function experimentRow(name: ExperimentName): ExportRow {
  return {
    pattern: new RegExp(`^${name}\\.(?:npz|json|csv)$`),
    group: 'experiments',
    names: () => [`${name}.npz`, `${name}.json`, `${name}.csv`],
    lack: (state) => findExperimentLack(state, name),
    make: async (study, file) => {
      const ending = file.slice(file.lastIndexOf('.') + 1)
      const content = createFile(study.store.getState(), name, ending)
      return toBlob(await study.client.writeResults(content), file)
    },
  }
}

/** What every experiment came to: all of it as arrays and as JSON, its main table as CSV. */
export const experimentRows: readonly ExportRow[] = experimentNames.map(experimentRow)
