import { expect, it } from 'vitest'
import { type ChoiceName, type Choices, choiceNames, choiceTable, initialChoices } from './choices/choices.ts'
import { otherValue } from './fakes/randomChoices.ts'
import {
  curveKey,
  dataKey,
  endpointKey,
  freshnessOf,
  landscapeKey,
  neededEndpoints,
  profileKey,
  type StudyFreshness,
} from './keys.ts'
import { noResults, type Results } from './results.ts'

type Step = keyof StudyFreshness

/** Results that are fresh under `choices`, with a third mode in any case. Only their keys matter. */
function resultsOf(choices: Choices): Results {
  const endpoints = ([0, 1, 2] as const).map((index) => ({ key: endpointKey(choices, index) }))
  return {
    data: { key: dataKey(choices) },
    endpoints,
    curve: { key: curveKey(choices) },
    profile: { key: profileKey(choices) },
    landscape: { key: landscapeKey(choices) },
  } as unknown as Results
}

const everything: readonly Step[] = ['data', 'endpoints', 'curve', 'profile', 'landscape']
const afterData: readonly Step[] = ['endpoints', 'curve', 'profile', 'landscape']
const afterEndpoints: readonly Step[] = ['curve', 'profile', 'landscape']

const byStep: Readonly<Record<string, readonly Step[]>> = {
  data: everything,
  network: afterData,
  endpoints: afterData,
  curve: afterEndpoints,
  landscape: ['landscape'],
  experiment: [],
  view: [],
}

/** Choices that make other steps stale than the rest of their step. */
const special: Partial<Record<ChoiceName, readonly Step[]>> = {
  batchNormMode: ['profile', 'landscape'],
  held: ['profile'],
  points: ['profile'],
}

/** What must be chosen for a choice to matter. */
const circumstances: Partial<Record<ChoiceName, Partial<Choices>>> = {
  data: { network: 'mlp' },
  openedData: { data: 'opened' },
  network: { data: 'digits', architecture: '{"input":[1,8,8],"layers":[]}' },
  architecture: { network: 'custom' },
  planeOrigin: { plane: 'random' },
  planeT: { plane: 'random', planeOrigin: 'curve' },
  planeScaling: { plane: 'random' },
  planeSeed: { plane: 'hessian' },
  planeReach: { plane: 'random' },
  opened3: { plane: 'modes' },
  channels: { data: 'digits', network: 'cnn' },
  classCount: { data: 'blobs' },
  seed3: { plane: 'modes' },
  batchNormMode: { batchNorm: true },
  optimizer2: { ownRecipe2: true },
  learningRate2: { ownRecipe2: true },
  momentum2: { ownRecipe2: true, optimizer2: 'sgd' },
  nesterov2: { ownRecipe2: true, optimizer2: 'sgd' },
  weightDecay2: { ownRecipe2: true },
  batchSize2: { ownRecipe2: true },
  epochs2: { ownRecipe2: true },
  schedule2: { ownRecipe2: true },
  augmentCopies: { data: 'digits' },
  augmentShift: { data: 'digits', augmentCopies: 1 },
  augmentFlip: { data: 'digits', augmentCopies: 1 },
  augmentCopies2: { data: 'digits', ownRecipe2: true },
  augmentShift2: { data: 'digits', ownRecipe2: true, augmentCopies2: 1 },
  augmentFlip2: { data: 'digits', ownRecipe2: true, augmentCopies2: 1 },
}

const file = 'end1.pt!0123456789abcdef'
const opened = { opened1: file, opened2: 'end2.pt!0123456789abcdef' }

function staleSteps(choices: Choices, results: Results): Step[] {
  const freshness = freshnessOf(choices, results)
  return everything.filter((step) => freshness[step] !== 'fresh')
}

it.each(choiceNames.map((name) => [name]))('%s makes stale exactly what depends on it', (name) => {
  const before = { ...initialChoices, ...circumstances[name] }
  const results = resultsOf(before)
  expect(staleSteps(before, results)).toEqual([])
  const { kind, step } = choiceTable[name]
  const after = { ...before, [name]: otherValue(kind, before[name], 5) }
  const third = name === 'seed3' || name === 'opened3'
  const expected = third ? ['endpoints', 'landscape'] : (special[name] ?? byStep[step])
  expect(staleSteps(after, results)).toEqual(expected)
  expect(staleSteps({ ...after, [name]: before[name] }, results)).toEqual([])
})

it.each<[string, Partial<Choices>, Partial<Choices>]>([
  ['the number of classes of two moons', {}, { classCount: 7 }],
  ['size and noise of a shipped set', { data: 'iris' }, { size: 99, noise: 0.7, dataSeed: 9 }],
  ['channels without a CNN', {}, { channels: [4] }],
  ['a CNN for data that are no images', {}, { network: 'cnn' }],
  ['a recipe for w2 that is not used', {}, { learningRate2: 9, epochs2: 5 }],
  ['the third mode in the plane of the curve', {}, { seed3: 99 }],
  ['statistics of batch norm without batch norm', {}, { batchNormMode: 'stored' }],
  ['seed and recipe of opened endpoints', { ...opened }, { seed1: 5, epochs: 9, learningRate: 0.5 }],
  ['the training of an opened curve', { ...opened, openedCurve: file }, { bends: 4, curveEpochs: 9 }],
  ['an architecture that is not custom', {}, { architecture: '{"input":[2],"layers":[]}' }],
  ['opened data that are not chosen', {}, { openedData: `${file}!2!2` }],
  ['momentum under Adam', { optimizer: 'adam' }, { momentum: 0.5, nesterov: true }],
  ['momentum of the curve under Adam', { curveOptimizer: 'adam' }, { curveMomentum: 0.5 }],
])('%s changes nothing', (_, circumstance, patch) => {
  const before = { ...initialChoices, ...circumstance }
  expect(staleSteps({ ...before, ...patch }, resultsOf(before))).toEqual([])
})

it('leaves the landscape of three modes alone when the curve changes', () => {
  const before: Choices = { ...initialChoices, plane: 'modes' }
  expect(staleSteps({ ...before, curveSeed: 3 }, resultsOf(before))).toEqual(['curve', 'profile'])
})

it('needs a third mode only for the plane of three', () => {
  const modes: Choices = { ...initialChoices, plane: 'modes' }
  expect(neededEndpoints(initialChoices)).toEqual([0, 1])
  expect(neededEndpoints(modes)).toEqual([0, 1, 2])
  const { endpoints, ...rest } = resultsOf(initialChoices)
  const two: Results = { ...rest, endpoints: [endpoints[0], endpoints[1], undefined] }
  expect(freshnessOf(initialChoices, two).endpoints).toBe('fresh')
  expect(freshnessOf(modes, two).endpoints).toBe('stale')
})

it('is empty where nothing was computed', () => {
  expect(freshnessOf(initialChoices, noResults)).toEqual({
    data: 'empty',
    endpoints: 'empty',
    curve: 'empty',
    profile: 'empty',
    landscape: 'empty',
  })
})

it('makes a continued endpoint depend on its seed again', () => {
  const before: Choices = { ...initialChoices, ...opened, moreEpochs: [5] }
  expect(endpointKey(before, 0, 0)).toBe(endpointKey({ ...before, seed1: 3, epochs: 9 }, 0, 0))
  expect(endpointKey(before, 0)).not.toBe(endpointKey({ ...before, seed1: 3 }, 0))
})
