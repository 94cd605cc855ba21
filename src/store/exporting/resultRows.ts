import type { ResultsFile } from '../../protocol/exporting.ts'
import type { Study } from '../context.ts'
import { selectField } from '../landscape/landscapeSelectors.ts'
import { linkOf } from '../link/linkSync.ts'
import { selectEarlier } from '../path/pathSelectors.ts'
import type { BothSplits, LandscapeResult, ProfileResult } from '../results.ts'
import { hasBatchNorm } from '../running/requests.ts'
import { type EvaluatedSegment, selectSegment } from '../running/runSegment.ts'
import { type ExportRow, type ExportState, type Lack, toBlob } from './exportRow.ts'
import { findEndpointLack, findLack, findSegmentLack } from './findLack.ts'
import { createCurveFile, createPlaneFile, createReliefFile } from './resultFiles.ts'
import { landscapeColumns, profileColumns, statisticsColumns, trainingColumns } from './tableColumns.ts'

async function write(study: Study, file: ResultsFile, name: string): Promise<Blob> {
  return toBlob(await study.client.writeResults(file), name)
}

/** The profile that a row without a lack has. */
function profileOf({ results }: ExportState): ProfileResult {
  return results.profile as ProfileResult
}

function landscapeOf({ results }: ExportState): LandscapeResult {
  return results.landscape as LandscapeResult
}

/** Profiles of earlier curves that were evaluated at the same points. */
export function comparableProfiles(state: ExportState): readonly ProfileResult[] {
  const shown = state.results.profile
  return selectEarlier(state, shown).filter(({ ts }) => ts.length === shown?.ts.length)
}

/** Curve, rates and learning of all networks that were trained here. */
function trainedRuns({ choices, results }: ExportState) {
  const { endpoints, curve } = results
  const runs = [
    ...endpoints.map((endpoint, i) => ({ network: `w${i + 1}`, history: endpoint?.history ?? [] })),
    { network: 'curve', history: curve?.history ?? [] },
  ]
  const count = choices.plane === 'modes' ? 3 : 2
  return runs.filter(({ history }, i) => history.length > 0 && (i < count || i === 3))
}

function findHistoryLack(state: ExportState): Lack | undefined {
  const lack = findEndpointLack(state, 0) ?? findEndpointLack(state, 1)
  if (lack) return lack
  return trainedRuns(state).length > 0 ? undefined : { what: 'history', state: 'missing' }
}

/** What a JSON table says of itself. */
function tellAbout(state: ExportState, what: string, { train, test }: BothSplits, backend: string) {
  const { choices } = state
  return {
    isthmus: what,
    link: `#${linkOf(state)}`,
    trainSamples: train.count,
    testSamples: test.count,
    weightDecayOfLoss: choices.evaluationDecay,
    batchNorm: hasBatchNorm(choices) ? choices.batchNormMode : 'none',
    backend,
  }
}

type Columns = Extract<ResultsFile, { kind: 'csv' }>['columns']
type About = Extract<ResultsFile, { kind: 'json' }>['about']

/** A table in both spellings, `<word>.csv` and `<word>.json`. */
function tableRow(
  word: string,
  lack: ExportRow['lack'],
  make: (state: ExportState) => { readonly columns: Columns; readonly about: About },
): ExportRow {
  return {
    pattern: new RegExp(`^${word}\\.(?:csv|json)$`),
    group: 'tables',
    names: () => [`${word}.csv`, `${word}.json`],
    lack,
    make: async (study, name) => {
      const { columns, about } = make(study.store.getState())
      const file: ResultsFile = name.endsWith('.csv')
        ? { kind: 'csv', columns }
        : { kind: 'json', about, columns }
      return write(study, file, name)
    },
  }
}

function reliefOf(state: ExportState): ResultsFile {
  const { choices } = state
  const { split, quantity } = choices
  const landscape = landscapeOf(state)
  const isShare = quantity === 'error' || quantity === 'accuracy'
  const isLog = choices.scale === 'log' && !isShare
  const { values } = selectField(landscape, choices)
  const unit = isShare ? 'percent' : 'nats'
  const comments = [
    `${split} ${quantity} over a plane in weight space, from Isthmus`,
    'x, y: distance in weight space from w1, x towards w2',
    `z: ${isLog ? `log10 of ${split} ${quantity} in ${unit}` : `${split} ${quantity} in ${unit}`}`,
    `${landscape.grid.x.count} x ${landscape.grid.y.count} points; where the value is not finite there is a hole`,
    `study: #${linkOf(state)}`,
  ]
  return createReliefFile(landscape, {
    values: isShare ? values.map((share) => share * 100) : values,
    isLog,
    comments,
  })
}

/** Numbers: the official files, tables and the relief. */
export const resultRows: readonly ExportRow[] = [
  {
    pattern: /^plane\.npz$/,
    group: 'results',
    names: () => ['plane.npz'],
    lack: (state) => findLack(state, 'landscape'),
    make: async (study, name, { signal }) => {
      const landscape = landscapeOf(study.store.getState())
      return write(study, await createPlaneFile(study, landscape, signal), name)
    },
  },
  {
    pattern: /^curve\.npz$/,
    group: 'results',
    names: () => ['curve.npz'],
    lack: (state) => findLack(state, 'profile'),
    make: async (study, name) => {
      const state = study.store.getState()
      const { ts, curve } = profileOf(state)
      return write(study, createCurveFile({ ts, path: curve }, state.choices), name)
    },
  },
  {
    pattern: /^segment\.npz$/,
    group: 'results',
    names: () => ['segment.npz'],
    lack: findSegmentLack,
    make: async (study, name) => {
      const state = study.store.getState()
      const { ts, segment } = selectSegment(state) as EvaluatedSegment
      return write(study, createCurveFile({ ts, path: segment }, state.choices), name)
    },
  },
  {
    pattern: /^surface\.obj$/,
    group: 'results',
    names: () => ['surface.obj'],
    lack: (state) => findLack(state, 'landscape'),
    make: async (study, name) => write(study, reliefOf(study.store.getState()), name),
  },
  tableRow(
    'profile',
    (state) => findLack(state, 'profile'),
    (state) => {
      const profile = profileOf(state)
      return {
        columns: profileColumns(profile, comparableProfiles(state), state.choices),
        about: tellAbout(state, 'profile', profile.curve, profile.backend.name),
      }
    },
  ),
  tableRow(
    'statistics',
    (state) => findLack(state, 'profile'),
    (state) => {
      const profile = profileOf(state)
      return {
        columns: statisticsColumns(profile, comparableProfiles(state), state.choices),
        about: tellAbout(state, 'statistics', profile.curve, profile.backend.name),
      }
    },
  ),
  tableRow(
    'landscape',
    (state) => findLack(state, 'landscape'),
    (state) => {
      const landscape = landscapeOf(state)
      return {
        columns: landscapeColumns(landscape, state.choices),
        about: {
          ...tellAbout(state, 'landscape', landscape.values, landscape.backend.name),
          columnCount: landscape.grid.x.count,
          rowCount: landscape.grid.y.count,
        },
      }
    },
  ),
  tableRow('training', findHistoryLack, (state) => ({
    columns: trainingColumns(trainedRuns(state)),
    about: { isthmus: 'training', link: `#${linkOf(state)}` },
  })),
]
