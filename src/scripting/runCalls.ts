import { checkChoices } from '../store/choices/checkChoices.ts'
import type { Choices } from '../store/choices/choices.ts'
import { chooseNetwork, fitsData, readArchitecture } from '../store/choices/customNetwork.ts'
import { setChoices } from '../store/choices/editing.ts'
import { settleChoices } from '../store/choices/settleChoices.ts'
import type { Study } from '../store/context.ts'
import { freshnessOf, neededEndpoints } from '../store/keys.ts'
import { planeKinds } from '../store/planes/planeKinds.ts'
import { readCurve, readPlane, readSegment } from '../store/running/evaluations.ts'
import { repeatStep, replayAll, runAll, runStep } from '../store/running/runAll.ts'
import { runSegment } from '../store/running/runSegment.ts'
import type { RunEnd, RunName, StudyState } from '../store/state.ts'
import { checkArguments, checkValue, flagRule, numberRule } from './checkArguments.ts'
import type { Cancelled, Done, NetworkTaken, PathRequest, PlaneRequest, Trained } from './isthmus.ts'
import { failedStep, IsthmusError, refuse } from './isthmusError.ts'

const stepOrder: readonly RunName[] = ['data', 'endpoints', 'curve', 'profile', 'landscape']

/** Changes choices that fit together. @throws IsthmusError, RangeError */
export function chooseAll(study: Study, patch: unknown): Choices {
  const checked = checkChoices(patch)
  const { choices } = study.store.getState()
  for (const { word, text } of settleChoices({ ...choices, ...checked }).problems) {
    throw refuse(`${word}=${text} says nothing beside the other choices`)
  }
  setChoices(study, checked)
  return study.store.getState().choices
}

/** Takes an architecture where it fits the data; else answers it as a file for the next opening. @throws IsthmusError, EngineError */
export function takeArchitecture(
  study: Study,
  json: unknown,
): { readonly taken: NetworkTaken; readonly waiting: File | undefined } {
  const network = readArchitecture(json)
  const { parameterCount, architecture } = network
  const applied = fitsData(study.store.getState().choices, network)
  if (applied) chooseNetwork(study, network)
  const waiting = new File([JSON.stringify(architecture)], 'architecture.json', { type: 'application/json' })
  return { taken: { state: 'done', applied, parameterCount }, waiting: applied ? undefined : waiting }
}

/** Trains. @throws IsthmusError */
export async function train(study: Study, what: unknown, given: unknown): Promise<Done<Trained> | Cancelled> {
  const kinds = ['endpoints', 'curve', 'all'] as const
  checkValue('what train takes', what, kinds)
  const { again = false } = checkArguments<{ again?: boolean }>('train', given, { again: flagRule })
  const run = () => {
    if (what === 'all') return again ? replayAll(study) : runAll(study)
    const step = what as 'endpoints' | 'curve'
    return again ? repeatStep(study, step) : runStep(study, step)
  }
  return finish(study, await run(), ({ choices, results }) => {
    const endpoints = neededEndpoints(choices).flatMap((index) => results.endpoints[index] ?? [])
    const curve = freshnessOf(choices, results).curve === 'fresh' ? results.curve : undefined
    return { endpoints, ...(curve && { curve }) }
  })
}

/** Evaluates the segment. @throws IsthmusError */
export async function evaluateSegment(study: Study, given: unknown) {
  choosePoints(study, 'evaluateSegment', given)
  return finish(study, await runSegment(study), readSegment)
}

/** Evaluates the curve. @throws IsthmusError */
export async function evaluateCurve(study: Study, given: unknown) {
  choosePoints(study, 'evaluateCurve', given)
  return finish(study, await runStep(study, 'profile'), readCurve)
}

function choosePoints(study: Study, call: string, given: unknown): void {
  const rules = { points: numberRule(2, 2001, { integer: true }) }
  const { points } = checkArguments<PathRequest>(call, given, rules)
  if (points !== undefined) chooseAll(study, { points })
}

/** Evaluates the plane. @throws IsthmusError */
export async function evaluatePlane(study: Study, given: unknown) {
  const request = checkArguments<PlaneRequest>('evaluatePlane', given, {
    resolution: numberRule(2, 401, { integer: true }),
    margin: numberRule(0, 5),
    through: planeKinds,
    origin: ['w1', 'w2', 'curve'],
    t: numberRule(0, 1),
    normalize: ['filter', 'layer', 'none'],
    seed: numberRule(0, 999_999, { integer: true }),
    reach: numberRule(0.001, 1000),
    trails: flagRule,
  })
  const { resolution, margin, through, origin, t, normalize, seed, reach, trails } = request
  const chosen = {
    resolution,
    margin,
    plane: through,
    planeOrigin: origin,
    planeT: t,
    planeScaling: normalize,
    planeSeed: seed,
    planeReach: reach,
    trails,
  }
  const asked = Object.entries(chosen).filter(([, value]) => value !== undefined)
  // Margin and reach are those of the usual window.
  const usual = margin !== undefined || reach !== undefined
  chooseAll(study, { ...Object.fromEntries(asked), ...(usual && { window: null }) })
  return finish(study, await runStep(study, 'landscape'), readPlane)
}

/** What a run came to: its result, the word that it was cancelled, or its failure thrown. */
function finish<T extends object>(
  study: Study,
  end: RunEnd,
  read: (state: StudyState) => T | undefined,
): Done<T> | Cancelled {
  const state = study.store.getState()
  if (end === 'failed') throw findFailure(state)
  const value = end === 'done' ? read(state) : undefined
  // Done, but for choices that somebody has changed meanwhile: as good as cancelled.
  return value ? { state: 'done', ...value } : { state: 'cancelled' }
}

function findFailure({ failures }: StudyState): IsthmusError {
  for (const step of stepOrder) {
    const failure = failures[step]
    if (failure) return failedStep(step, failure)
  }
  return new IsthmusError('internal', 'the run failed')
}
