import type { TrainingRecipe } from '../protocol/training.ts'
import { type Choices, initialChoices } from './choices/choices.ts'
import type { Results } from './results.ts'
import {
  curveRecipeOf,
  dataSpecOf,
  type EndpointIndex,
  endpointProblemOf,
  endpointRecipeOf,
  endpointSeedOf,
  hasBatchNorm,
  openedEndpointOf,
  problemOf,
} from './running/requests.ts'

/**
 * What depends on what: data → endpoints → curve → profile and landscape. A key is the text of everything that a result
 * depends on, so a changed choice makes exactly the results stale whose key it changes, and changing it back makes them
 * fresh again.
 */
export function dataKey(choices: Choices): string {
  return JSON.stringify(dataSpecOf(choices))
}

/** Key of data and network together. */
export function problemKey(choices: Choices): string {
  return JSON.stringify(problemOf(choices))
}

/** A recipe without what it does not use. */
function usedRecipe(recipe: TrainingRecipe): TrainingRecipe {
  return recipe.optimizer === 'sgd' ? recipe : { ...recipe, momentum: 0, nesterov: false }
}

/** Statistics of batch norm, which a network without it does not have. */
export function usedStatistics(choices: Choices): Choices['batchNormMode'] {
  return hasBatchNorm(choices) ? choices.batchNormMode : 'recomputed'
}

const keys = new WeakMap<Choices, Map<string, string>>()

/** Every component asks for keys whenever anything changes, many times a second: choices, which never do, keep theirs. */
function once(choices: Choices, name: string, make: () => string): string {
  const known = keys.get(choices) ?? new Map<string, string>()
  const key = known.get(name) ?? make()
  keys.set(choices, known.set(name, key))
  return key
}

/** Key of endpoint `index` after the first `runs` of its further trainings (all of them by default). */
export function endpointKey(
  choices: Choices,
  index: EndpointIndex,
  runs = choices.moreEpochs.length,
): string {
  return once(choices, `endpoint ${index} ${runs}`, () => writeEndpointKey(choices, index, runs))
}

function writeEndpointKey(choices: Choices, index: EndpointIndex, runs: number): string {
  const opened = openedEndpointOf(choices, index)
  const recipe = usedRecipe(endpointRecipeOf(choices, index))
  const seed = endpointSeedOf(choices, index)
  if (opened !== '') {
    const further = runs === 0 ? [] : [seed, recipe, choices.moreEpochs.slice(0, runs)]
    const problem = runs === 0 ? problemOf(choices) : endpointProblemOf(choices, index)
    return JSON.stringify(['opened', opened, problem, ...further])
  }
  return JSON.stringify([
    endpointProblemOf(choices, index),
    choices.initializer,
    seed,
    recipe,
    choices.moreEpochs.slice(0, runs),
  ])
}

/** Key of the curve after the first `runs` of its further trainings (all of them by default). */
export function curveKey(choices: Choices, runs = choices.restarts.length): string {
  return once(choices, `curve ${runs}`, () => writeCurveKey(choices, runs))
}

function writeCurveKey(choices: Choices, runs: number): string {
  const ends = [endpointKey(choices, 0), endpointKey(choices, 1)]
  if (choices.openedCurve !== '') {
    const { curve, openedCurve, freeEndpoints, curveSeed, restarts } = choices
    const further =
      runs === 0
        ? []
        : [freeEndpoints, curveSeed, usedRecipe(curveRecipeOf(choices)), restarts.slice(0, runs)]
    return JSON.stringify(['opened', openedCurve, ...ends, curve, ...further])
  }
  return JSON.stringify([
    ...ends,
    choices.curve,
    choices.bends,
    choices.freeEndpoints,
    choices.curveSeed,
    usedRecipe(curveRecipeOf(choices)),
    choices.restarts.slice(0, runs),
  ])
}

/** Number of points along t. The usual one is left out, so that keys of studies that were kept earlier stay true. */
function usedPoints({ points }: Choices): readonly number[] {
  return points === initialChoices.points ? [] : [points]
}

/** Key of the segment evaluated along t, which a bend in the hand leaves alone. */
export function segmentKey(choices: Choices): string {
  return JSON.stringify([curveKey(choices), usedStatistics(choices), ...usedPoints(choices)])
}

/** Key of the segment evaluated by itself, before there is a curve. */
export function loneSegmentKey(choices: Choices): string {
  const ends = [endpointKey(choices, 0), endpointKey(choices, 1)]
  return JSON.stringify(['segment', ...ends, usedStatistics(choices), choices.points])
}

/** Key of curve and segment evaluated along t, with the bend where it is held. */
export function profileKey(choices: Choices): string {
  return JSON.stringify([curveKey(choices), usedStatistics(choices), choices.held, ...usedPoints(choices)])
}

/** Whether the curve that a profile's key tells of runs between the endpoints that are chosen. */
export function runsBetweenEnds(key: string, choices: Choices): boolean {
  const ends = [endpointKey(choices, 0), endpointKey(choices, 1)]
  // The key of the curve is a text inside the profile's, and those of its ends are texts inside that.
  const within = JSON.stringify(JSON.stringify(ends)).slice(2, -2)
  return key.includes(within)
}

/** What a plane of the neighbours' kinds depends on beside the curve. */
function planeSettings({ plane, planeOrigin, planeT, planeScaling, planeSeed }: Choices): readonly unknown[] {
  const from = planeOrigin === 'curve' ? [planeT] : [planeOrigin]
  switch (plane) {
    case 'random':
      return [...from, planeScaling, planeSeed]
    case 'hessian':
      return [...from, planeSeed]
    case 'trajectory':
      return [planeOrigin === 'w2' ? 'w2' : 'w1']
    default:
      return []
  }
}

/** Key of the plane, without resolution and window: landscapes with the same key share points. */
export function planeKey(choices: Choices): string {
  const through =
    choices.plane === 'modes'
      ? [endpointKey(choices, 0), endpointKey(choices, 1), endpointKey(choices, 2)]
      : choices.plane === 'curve'
        ? [curveKey(choices), choices.selectedBend]
        : [curveKey(choices), ...planeSettings(choices)]
  const trails = choices.trails ? ['trails'] : []
  return JSON.stringify([choices.plane, through, usedStatistics(choices), ...trails])
}

/** Key of a landscape; the usual margin is left out as the usual points are, and the number of points was a word once. */
export function landscapeKey(choices: Choices): string {
  const { resolution, window, margin } = choices
  const around = window !== null || margin === initialChoices.margin ? [] : [margin]
  const reaches = window === null && (choices.plane === 'random' || choices.plane === 'hessian')
  const reach = reaches ? [choices.planeReach] : []
  return JSON.stringify([planeKey(choices), String(resolution), window, ...around, ...reach])
}

/** A result that exists is fresh or stale. */
export type Freshness = 'empty' | 'fresh' | 'stale'

function compare(result: { readonly key: string } | undefined, key: string): Freshness {
  return result === undefined ? 'empty' : result.key === key ? 'fresh' : 'stale'
}

/** Which endpoints the study needs: the third only for the plane of three modes. */
export function neededEndpoints(choices: Choices): readonly EndpointIndex[] {
  return choices.plane === 'modes' ? [0, 1, 2] : [0, 1]
}

/** Freshness of every step's result. */
export interface StudyFreshness {
  readonly data: Freshness
  readonly endpoints: Freshness
  readonly curve: Freshness
  readonly profile: Freshness
  readonly landscape: Freshness
}

const compared = new WeakMap<Choices, { readonly results: Results; readonly freshness: StudyFreshness }>()

/** Compares the results with what the choices ask for; the same object as long as neither changes. */
export function freshnessOf(choices: Choices, results: Results): StudyFreshness {
  const known = compared.get(choices)
  if (known?.results === results) return known.freshness
  const freshness = compareAll(choices, results)
  compared.set(choices, { results, freshness })
  return freshness
}

function compareAll(choices: Choices, results: Results): StudyFreshness {
  const ends = neededEndpoints(choices).map((index) =>
    compare(results.endpoints[index], endpointKey(choices, index)),
  )
  const endpoints = ends.every((state) => state === 'fresh')
    ? 'fresh'
    : ends.every((state) => state === 'empty')
      ? 'empty'
      : 'stale'
  return {
    data: compare(results.data, dataKey(choices)),
    endpoints,
    curve: compare(results.curve, curveKey(choices)),
    profile: compare(results.profile, profileKey(choices)),
    landscape: compare(results.landscape, landscapeKey(choices)),
  }
}
