import type { Check } from '../../lessons/lesson.ts'
import { choiceNames, choiceTable } from '../../store/choices/choices.ts'
import type { ExperimentName } from '../../store/experiments/experimentNames.ts'
import { selectExperiment } from '../../store/experiments/selectExperiment.ts'
import { endpointKey, freshnessOf } from '../../store/keys.ts'
import { selectSegment } from '../../store/running/runSegment.ts'
import type { PreparedStage, StudyState } from '../../store/state.ts'
import { readNumber, typedScale } from './readNumber.ts'

/** What a check is judged by. */
export interface Judged {
  readonly state: StudyState
  readonly prepared: PreparedStage
  /** What was answered: a typed number, or the index of an answer. */
  readonly answer?: number | undefined
}

type CheckOf<K extends Check['kind']> = Extract<Check, { readonly kind: K }>

function writeChoice(choices: StudyState['choices'], word: string): string | undefined {
  const name = choiceNames.find((one) => choiceTable[one].word === word)
  return name && (choiceTable[name].kind.encode as (value: unknown) => string)(choices[name])
}

function meetsChoice({ word, value }: CheckOf<'choice'>, { state, prepared }: Judged): boolean {
  const now = writeChoice(state.choices, word)
  const isChanged = now !== writeChoice(prepared.choices, word)
  return isChanged && (value === undefined || now === value)
}

function meetsTime({ t, within }: CheckOf<'time'>, { state, prepared }: Judged): boolean {
  const isNear = (at: number) => Math.abs(at - t) <= within + 1e-9
  return isNear(state.choices.t) && !isNear(prepared.choices.t)
}

function meetsProbe(check: CheckOf<'probe'>, { state }: Judged): boolean {
  const { probe, results } = state
  if (!probe?.values) return false
  if ('above' in check) return (probe.values.train.nll[0] ?? 0) > check.above
  const frame = results.landscape?.frame
  if (frame?.kind !== 'curve') return false
  const { uLength } = frame.plane
  const x = check.near === 'w1' ? 0 : uLength
  return Math.hypot(probe.x - x, probe.y) <= check.within * uLength
}

/** The bend was moved since, has been let go, and its exact path is there. */
function isBendMoved({ state, prepared }: Judged): boolean {
  const { choices, results, drag } = state
  const [held] = choices.held
  if (drag || !held || freshnessOf(choices, results).profile !== 'fresh') return false
  const [before] = prepared.choices.held
  return !before || before.x !== held.x || before.y !== held.y || before.bend !== held.bend
}

function meetsBend({ below, side }: CheckOf<'bend'>, judged: Judged): boolean {
  if (!isBendMoved(judged)) return false
  const highest = readNumber(judged.state, 'curve.max')
  if (below !== undefined && !(highest !== undefined && highest < below)) return false
  const { uLength = 0, vLength = 0 } = judged.state.results.landscape?.frame.plane ?? {}
  // Far enough that nobody gets there by a step of the keys.
  const under = -0.5 * Math.min(uLength, vLength)
  return side === undefined || (judged.state.choices.held[0]?.y ?? 0) < under
}

function meetsRival({ times }: CheckOf<'rival'>, judged: Judged): boolean {
  const own = readNumber(judged.state, 'curve.max')
  const { rival: trained } = judged.prepared
  const rival = trained && Math.max(...trained.curve.train.nll)
  return isBendMoved(judged) && own !== undefined && rival !== undefined && own <= times * rival
}

function meetsRun({ step }: CheckOf<'run'>, { state, prepared }: Judged): boolean {
  const { choices, results } = state
  if (freshnessOf(choices, results)[step] !== 'fresh') return false
  if (step !== 'endpoints') return results[step]?.key !== prepared.results[step]?.key
  return ([0, 1] as const).some((end) => results.endpoints[end]?.key !== prepared.results.endpoints[end]?.key)
}

function meetsSegment({ state, prepared }: Judged): boolean {
  const ends = ({ choices }: Pick<StudyState, 'choices'>) => [
    endpointKey(choices, 0),
    endpointKey(choices, 1),
  ]
  return selectSegment(state) !== undefined && ends(state).join() !== ends(prepared).join()
}

function meetsOptimised({ state, prepared }: Judged): boolean {
  const { choices, results } = state
  const { curve, profile } = freshnessOf(choices, results)
  const isFurther = choices.restarts.length > prepared.choices.restarts.length
  return isFurther && curve === 'fresh' && profile === 'fresh'
}

function meetsPlane({ plane }: CheckOf<'plane'>, { state, prepared }: Judged): boolean {
  const { choices, results } = state
  const isFresh = freshnessOf(choices, results).landscape === 'fresh'
  const kind = results.landscape?.frame.kind
  return isFresh && kind === plane && prepared.results.landscape?.frame.kind !== plane
}

function meetsExperiment({ name }: CheckOf<'experiment'>, { state, prepared }: Judged): boolean {
  const { freshness, result } = selectExperiment(state, name as ExperimentName)
  return freshness === 'fresh' && result !== prepared.results.experiments?.[name as ExperimentName]
}

function meetsNumber({ number, tolerance }: CheckOf<'number'>, { state, answer }: Judged): boolean {
  const right = readNumber(state, number)
  if (answer === undefined || right === undefined) return false
  const scaled = right * typedScale(number)
  return Math.abs(answer - scaled) <= Math.abs(scaled) * tolerance + 1e-9
}

function meetsQuestion({ answers }: CheckOf<'question'>, { answer }: Judged): boolean {
  const given = answer === undefined ? undefined : answers[answer]
  return given !== undefined && (given.isRight || !answers.some(({ isRight }) => isRight))
}

function meetsPicks({ count }: CheckOf<'picks'>, { state, prepared }: Judged): boolean {
  const before = new Set(prepared.choices.picks.map((pick) => JSON.stringify(pick)))
  return state.choices.picks.filter((pick) => !before.has(JSON.stringify(pick))).length >= count
}

/** Whether a learner has done what a check asks for, since the stage was prepared. */
export function isMet(check: Check, judged: Judged): boolean {
  switch (check.kind) {
    case 'choice':
      return meetsChoice(check, judged)
    case 'time':
      return meetsTime(check, judged)
    case 'probe':
      return meetsProbe(check, judged)
    case 'bend':
      return meetsBend(check, judged)
    case 'rival':
      return meetsRival(check, judged)
    case 'optimised':
      return meetsOptimised(judged)
    case 'run':
      return meetsRun(check, judged)
    case 'segment':
      return meetsSegment(judged)
    case 'plane':
      return meetsPlane(check, judged)
    case 'experiment':
      return meetsExperiment(check, judged)
    case 'picks':
      return meetsPicks(check, judged)
    case 'number':
      return meetsNumber(check, judged)
    case 'question':
      return meetsQuestion(check, judged)
  }
}
