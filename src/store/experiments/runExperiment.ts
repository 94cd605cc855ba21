import type { Choices } from '../choices/choices.ts'
import { releaseUnused, type Study } from '../context.ts'
import { redrawRuns } from '../planes/drawRuns.ts'
import { runJob } from '../running/jobs.ts'
import { runStep } from '../running/runAll.ts'
import type { RunEnd } from '../state.ts'
import type { ExperimentName } from './experimentNames.ts'
import { experimentTable } from './experimentTable.ts'
import type { ExperimentResult, LiveExperiment } from './experimentValues.ts'

/** Runs an experiment after the steps that it stands on; one that runs already is cancelled. */
export async function runExperiment(study: Study, name: ExperimentName): Promise<RunEnd> {
  study.store.setState({ experiment: name })
  const { choices } = study.store.getState()
  const foundations = await runStep(study, experimentTable[name].needs(choices))
  if (foundations === 'failed') noteFoundations(study)
  if (foundations !== 'done') return foundations
  const end = await runOnce(study, name)
  await releaseUnused(study)
  return end
}

/** Says of the experiment why it was not run: a step that it stands on failed. */
function noteFoundations(study: Study): void {
  study.store.setState(({ failures: { experiment: _, ...failures } }) => {
    const [failure] = Object.values(failures)
    return failure ? { failures: { ...failures, experiment: failure } } : {}
  })
}

async function runOnce<N extends ExperimentName>(study: Study, name: N): Promise<RunEnd> {
  const { choices } = study.store.getState()
  const experiment = experimentTable[name]
  const key = experiment.key(choices)
  const { canPause } = experiment
  const parts = experiment.parts?.(choices) ?? 1
  const isWanted = (now: Choices) => experiment.key(now) === key
  const start = performance.now()
  const showLive = (live: LiveExperiment | undefined) =>
    study.store.setState((state) => ({ live: { ...state.live, experiment: live } }))
  const end = await runJob(study, 'experiment', { key, isWanted, parts, canPause }, async (scope) => {
    showLive({ name, value: undefined } as LiveExperiment)
    const outcome = await experiment.run(study, {
      ...scope,
      choices,
      show: (value) => {
        if (!scope.signal.aborted) showLive({ name, value } as LiveExperiment)
      },
    })
    scope.signal.throwIfAborted()
    const result: ExperimentResult<N> = { key, ...outcome, elapsedMs: performance.now() - start }
    study.store.setState(({ results, live }) => ({
      results: { ...results, experiments: { ...results.experiments, [name]: result } },
      live: { ...live, experiment: undefined },
    }))
    if (name === 'race') await redrawRuns(study)
  })
  if (!study.handles.has('experiment')) showLive(undefined)
  return end
}
