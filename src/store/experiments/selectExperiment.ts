import type { Freshness } from '../keys.ts'
import type { StudyState } from '../state.ts'
import type { ExperimentName } from './experimentNames.ts'
import { experimentTable } from './experimentTable.ts'
import type { ExperimentResult, ExperimentValues } from './experimentValues.ts'

interface SelectedExperiment<N extends ExperimentName> {
  readonly freshness: Freshness
  readonly result: ExperimentResult<N> | undefined
  /** What there is to see: of the run under way, or of the last one. */
  readonly value: ExperimentValues[N] | undefined
}

/** What is known of an experiment under the present choices. */
export function selectExperiment<N extends ExperimentName>(
  { choices, results, live }: Pick<StudyState, 'choices' | 'results' | 'live'>,
  name: N,
): SelectedExperiment<N> {
  const result: ExperimentResult<N> | undefined = results.experiments?.[name]
  const fresh = result?.key === experimentTable[name].key(choices)
  const seen = live.experiment?.name === name ? (live.experiment.value as ExperimentValues[N]) : undefined
  return {
    freshness: result === undefined ? 'empty' : fresh ? 'fresh' : 'stale',
    result,
    value: seen ?? result?.value,
  }
}
