import type { Choices } from '../choices/choices.ts'
import { runKey } from '../choices/editing.ts'
import { releaseUnused, type Study, setResults } from '../context.ts'
import { dataKey, freshnessOf } from '../keys.ts'
import { noResults } from '../results.ts'
import { type RunEnd, type StepRun, takeSnapshot } from '../state.ts'
import { divergedFoundations, noteDiverged } from './divergence.ts'
import { cancelAll, type RunMode, runJob } from './jobs.ts'
import { dataSpecOf } from './requests.ts'
import { hideLiveCurve, runCurve } from './runCurve.ts'
import { runEndpoints } from './runEndpoints.ts'
import { runLandscape } from './runLandscape.ts'
import { runProfile } from './runProfile.ts'

/** Describes the data: counts, classes and a small picture. */
export async function runData(study: Study): Promise<RunEnd> {
  const { choices } = study.store.getState()
  const key = dataKey(choices)
  return runJob(study, 'data', { key }, async ({ signal }) => {
    const summary = await study.client.describeData(dataSpecOf(choices))
    signal.throwIfAborted()
    setResults(study, { data: { key, summary } })
  })
}

const runs: Readonly<Record<StepRun, (study: Study, mode?: RunMode) => Promise<RunEnd>>> = {
  data: runData,
  endpoints: runEndpoints,
  curve: runCurve,
  profile: runProfile,
  landscape: runLandscape,
}

/** What must be fresh before each step, itself last. The plane of three modes needs no curve. */
function chainOf(choices: Choices, name: StepRun): readonly StepRun[] {
  switch (name) {
    case 'data':
      return ['data']
    case 'endpoints':
      return ['data', 'endpoints']
    case 'curve':
      return ['data', 'endpoints', 'curve', 'profile']
    case 'profile':
      return ['data', 'endpoints', 'curve', 'profile']
    case 'landscape':
      return choices.plane === 'modes'
        ? ['data', 'endpoints', 'landscape']
        : ['data', 'endpoints', 'curve', 'profile', 'landscape']
  }
}

/** Runs a step, or waits for the run of it that is under way for the same choices. */
function joinRun(study: Study, name: StepRun, mode: RunMode): Promise<RunEnd> {
  const running = study.handles.get(name)
  const joins = running?.key === runKey(study.store.getState().choices, name) && !running.abort.signal.aborted
  return joins && !mode.anew ? running.end : runs[name](study, mode)
}

/** How a person asks for a step. */
interface StepRequest extends Pick<Partial<RunMode>, 'watch'> {
  /** Whether to build also on networks and curves that diverged, from their last finite weights. */
  readonly onDiverged?: boolean
}

interface RunRequest extends StepRequest {
  /** A step to compute anew although it is fresh. */
  readonly force?: StepRun
}

/** Runs a step until it is fresh: choices may change under a run that stays of use, and then ask for more. */
async function freshen(study: Study, name: StepRun, mode: RunMode): Promise<RunEnd> {
  let anew = mode.anew
  for (;;) {
    const { choices, results } = study.store.getState()
    if (freshnessOf(choices, results)[name] === 'fresh' && !anew) return 'done'
    const end = await joinRun(study, name, { ...mode, anew })
    anew = false
    if (end !== 'done' || runKey(choices, name) === runKey(study.store.getState().choices, name)) return end
  }
}

async function runChain(
  study: Study,
  chain: readonly StepRun[],
  { force, watch = false, onDiverged = false }: RunRequest = {},
): Promise<RunEnd> {
  let end: RunEnd = 'done'
  for (const name of chain) {
    const { choices, results } = study.store.getState()
    const foundations = onDiverged ? [] : divergedFoundations(name, choices, results)
    if (foundations.length > 0) {
      noteDiverged(study, name, foundations)
      end = 'failed'
      continue
    }
    const now = await freshen(study, name, { anew: name === force, watch })
    if (now !== 'done') {
      end = now
      break
    }
  }
  if (!study.handles.has('curve')) hideLiveCurve(study)
  await releaseUnused(study)
  return end
}

/** Runs one step and what it needs that is not fresh. */
export function runStep(study: Study, name: StepRun, request: StepRequest = {}): Promise<RunEnd> {
  return runChain(study, chainOf(study.store.getState().choices, name), request)
}

/** Runs one step again although it is fresh. */
export function repeatStep(study: Study, name: StepRun, request: StepRequest = {}): Promise<RunEnd> {
  return runChain(study, chainOf(study.store.getState().choices, name), { ...request, force: name })
}

/** Runs everything that is not fresh, in order; stops at the first failure. */
export function runAll(study: Study, request: StepRequest = {}): Promise<RunEnd> {
  return runChain(study, ['data', 'endpoints', 'curve', 'profile', 'landscape'], request)
}

/**
 * Computes everything anew, as whoever checks a recording wants. Where that does not come to an end, what was there is
 * back, and all of it together: curves join the endpoints that they were trained between.
 */
export async function replayAll(study: Study, request: StepRequest = {}): Promise<RunEnd> {
  cancelAll(study)
  study.profiles.clear()
  const present = study.store.getState()
  const { results, recorded, fromRecording } = present
  // Among the steps of undo, so that its weights are kept.
  const before = takeSnapshot(present)
  study.store.setState(({ past }) => ({
    replay: undefined,
    past: [...past, before],
    results: { ...noResults, data: results.data },
  }))
  // What was recorded of networks that diverged is to be had again.
  const onDiverged = recorded !== undefined || results.profile !== undefined
  const end = await runAll(study, { ...request, onDiverged })
  study.store.setState((state) => ({
    past: state.past.filter((snapshot) => snapshot !== before),
    ...(end !== 'done' && { results: { ...results, data: state.results.data }, fromRecording }),
  }))
  await releaseUnused(study)
  return end
}
