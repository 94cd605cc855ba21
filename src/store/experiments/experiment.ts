import type { WeightsId } from '../../protocol/identifiers.ts'
import type { BackendReport } from '../../protocol/problem.ts'
import type { Choices } from '../choices/choices.ts'
import type { Study } from '../context.ts'
import type { RunScope } from '../running/jobs.ts'
import type { StepRun } from '../state.ts'
import type { ExperimentName } from './experimentNames.ts'
import type { ExperimentValues } from './experimentValues.ts'

/** What the body of an experiment may use. */
export interface ExperimentScope<N extends ExperimentName> extends RunScope {
  /** The choices that it was started with. */
  readonly choices: Choices
  /** Shows what there is so far. */
  readonly show: (value: ExperimentValues[N]) => void
}

export interface ExperimentOutcome<N extends ExperimentName> {
  readonly value: ExperimentValues[N]
  /** Kept as long as the result is; everything else that was trained on the way is let go. */
  readonly weights: readonly WeightsId[]
  readonly backend: BackendReport
}

/** Something that can be tried on a study. */
export interface Experiment<N extends ExperimentName> {
  /** The step whose results it stands on; that step and what it needs are made fresh first. */
  readonly needs: (choices: Choices) => StepRun
  /** The text of everything that its outcome depends on. */
  readonly key: (choices: Choices) => string
  /** Parts that run at the same time and tell their progress apart; 1 when absent. */
  readonly parts?: (choices: Choices) => number
  readonly canPause: boolean
  readonly run: (study: Study, scope: ExperimentScope<N>) => Promise<ExperimentOutcome<N>>
}

/** Every experiment by its name. */
export type ExperimentTable = { readonly [N in ExperimentName]: Experiment<N> }
