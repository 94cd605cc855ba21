import type { WeightsId } from '../../protocol/identifiers.ts'
import { newWeightsId, releaseUnused, type Study } from '../context.ts'
import type { ExperimentResults } from '../experiments/experimentValues.ts'
import { profileKey } from '../keys.ts'
import type { Results } from '../results.ts'
import type { OpenedFiles } from '../state.ts'
import type { StudyContent } from './studyContent.ts'

function renameExperiments(
  experiments: ExperimentResults,
  rename: (id: WeightsId) => WeightsId,
): ExperimentResults {
  const renamed = Object.entries(experiments).map(([name, result]) => [
    name,
    { ...result, weights: result.weights.map(rename) },
  ])
  return Object.fromEntries(renamed) as ExperimentResults
}

/** Results under new names of their weights. */
function renameWeights(results: Results, rename: (id: WeightsId) => WeightsId): Results {
  const { curve, landscape, published, experiments } = results
  const [first, second, third] = results.endpoints.map((endpoint) =>
    endpoint ? { ...endpoint, id: rename(endpoint.id) } : undefined,
  )
  const comparison = published?.comparison
  return {
    data: results.data,
    endpoints: [first, second, third],
    curve: curve && { ...curve, controlPoints: curve.controlPoints.map(rename) },
    profile: results.profile,
    landscape: landscape && {
      ...landscape,
      frame: { ...landscape.frame, basis: landscape.frame.basis.map(rename) },
    },
    ...(published && {
      published: comparison
        ? { ...published, comparison: { ...comparison, basis: comparison.basis.map(rename) } }
        : published,
    }),
    ...(experiments && { experiments: renameExperiments(experiments, rename) }),
  }
}

function renameOpened(
  { endpoints, curves }: StudyContent['opened'],
  rename: (id: WeightsId) => WeightsId,
): Pick<OpenedFiles, 'endpoints' | 'curves'> {
  const mapValues = <T>(entries: Readonly<Record<string, T>>, change: (value: T) => T) =>
    Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value)]))
  return {
    endpoints: mapValues(endpoints, (endpoint) => ({ ...endpoint, id: rename(endpoint.id) })),
    curves: mapValues(curves, (ids) => ids.map(rename)),
  }
}

/**
 * Shows a study: its choices, its results, its weights and what it took from files, as if it had just been computed here. The
 * weights get names of their own, because undo may still need others that are called the same.
 */
export async function showStudy(
  study: Study,
  { choices, results, kept, weights, opened, fingerprint }: StudyContent,
): Promise<void> {
  const { client, store } = study
  const names = new Map(weights.map(({ id }) => [id, newWeightsId(study, id.replace(/-\d+$/, ''))]))
  const rename = (id: WeightsId) => {
    const name = names.get(id)
    if (!name) throw new Error(`the study names weights that are not there: ${id}`)
    return name
  }
  const renamed = renameWeights(results, rename)
  const files = renameOpened(opened, rename)
  // The page has them at once; the engine gets them before its next call.
  const given = Promise.all([
    ...opened.data.map((loaded) => client.loadData(loaded)),
    ...weights.map((stored) => client.load({ ...stored, id: rename(stored.id) })),
  ])
  store.setState((state) => ({
    choices,
    results: renamed,
    kept,
    opened: {
      data: [...new Set([...state.opened.data, ...opened.data.map(({ id }) => id)])],
      endpoints: { ...state.opened.endpoints, ...files.endpoints },
      curves: { ...state.opened.curves, ...files.curves },
    },
    recorded: fingerprint && { key: profileKey(choices), fingerprint },
    fromRecording: true,
  }))
  await given
  await releaseUnused(study)
}
