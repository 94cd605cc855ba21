import { describe, expect, it } from 'vitest'
import type { WeightsId } from '../protocol/identifiers.ts'
import type { GeneratedData } from '../protocol/problem.ts'
import type { TrainCurveRequest, TrainingRecipe, TrainRequest } from '../protocol/training.ts'
import {
  checkData,
  checkDefineRequest,
  checkEvaluateRequest,
  checkTrainCurveRequest,
  checkTrainRequest,
} from './checkRequest.ts'
import { fakeProblem, fakeRecipe } from './fakes/fakeLab.ts'

const ids = (...names: string[]) => names as WeightsId[]
const invalid = (message: string) => expect.objectContaining({ code: 'invalid-request', message })

describe('data', () => {
  const data = fakeProblem.data as GeneratedData

  it.each<[Partial<Record<keyof GeneratedData, unknown>>, string]>([
    [
      { size: 0 },
      'size: got 0, wanted a whole number from 4 to 100000 (more rows than that take minutes an epoch)',
    ],
    [
      { size: 10.5 },
      'size: got 10.5, wanted a whole number from 4 to 100000 (more rows than that take minutes an epoch)',
    ],
    [{ noise: Number.NaN }, 'noise: got NaN, wanted a number from 0 to 10 (the figure has radius 1)'],
    [{ testShare: 1 }, 'test share: got 1, wanted a number between 0 and 1'],
    [
      { source: 'swiss' },
      'data source: got swiss, wanted one of moons, circles, spirals, blobs, xor, digits, iris, wine, breast_cancer, opened',
    ],
  ])('refuses %o', (change, message) => {
    expect(() => checkData({ ...data, ...change } as GeneratedData)).toThrow(invalid(message))
  })
})

describe('training', () => {
  const request: TrainRequest = {
    problem: fakeProblem,
    seed: 1,
    initializer: 'pytorch',
    recipe: fakeRecipe,
    id: 'w1' as WeightsId,
  }

  it.each<[Partial<Record<keyof TrainingRecipe, unknown>>, string]>([
    [
      { epochs: 1e9 },
      'epochs: got 1000000000, wanted a whole number from 1 to 10000 (longer runs are better split with continue)',
    ],
    [
      { learningRate: Number.POSITIVE_INFINITY },
      'learning rate: got Infinity, wanted a number from 0 to 1000000',
    ],
    [{ momentum: 1 }, 'momentum: got 1, wanted a number from 0 to below 1'],
    [
      { batchSize: 0 },
      'batch size: got 0, wanted a whole number from 1 to 100000 (no data set has more rows)',
    ],
    [{ optimizer: 'lion' }, 'optimizer: got lion, wanted one of sgd, adam'],
  ])('refuses %o', (change, message) => {
    const recipe = { ...fakeRecipe, ...change } as TrainingRecipe
    expect(() => checkTrainRequest({ ...request, recipe })).toThrow(invalid(message))
  })

  it('takes a learning rate that will diverge', () => {
    expect(() =>
      checkTrainRequest({ ...request, recipe: { ...fakeRecipe, learningRate: 1e5 } }),
    ).not.toThrow()
  })
})

describe('curves', () => {
  const request: TrainCurveRequest = {
    problem: fakeProblem,
    kind: 'bezier',
    endpoints: ['w1', 'w2'] as unknown as [WeightsId, WeightsId],
    controlPoints: ids('w1', 'bend', 'w2'),
    freeEndpoints: false,
    recipe: fakeRecipe,
    seed: 1,
  }

  it('takes fixed and free ends', () => {
    expect(() => checkTrainCurveRequest(request)).not.toThrow()
    const free = { ...request, freeEndpoints: true, controlPoints: ids('a', 'bend', 'b') }
    expect(() => checkTrainCurveRequest(free)).not.toThrow()
  })

  it('refuses a curve without a bend between fixed ends', () => {
    expect(() => checkTrainCurveRequest({ ...request, controlPoints: ids('w1', 'w2') })).toThrow(
      'control points: got 2, wanted a number from 3 to 33',
    )
  })

  it('refuses names that would overwrite the ends', () => {
    expect(() => checkTrainCurveRequest({ ...request, freeEndpoints: true })).toThrow(
      invalid('outer control points: got w1, w2, wanted new names, since the ends move'),
    )
    expect(() => checkTrainCurveRequest({ ...request, controlPoints: ids('w1', 'bend', 'w3') })).toThrow(
      invalid('outer control points: got w1, w3, wanted the fixed endpoints w1, w2'),
    )
    expect(() => checkTrainCurveRequest({ ...request, controlPoints: ids('w1', 'w1', 'w2') })).toThrow(
      invalid('control points: got w1 twice, wanted different names'),
    )
  })

  it('refuses start bends that are too few', () => {
    expect(() => checkTrainCurveRequest({ ...request, startBends: [] })).toThrow(
      invalid('start bends: got 0, wanted 1, one for each bend'),
    )
  })
})

describe('evaluation', () => {
  const request = {
    problem: fakeProblem,
    basis: ids('w1', 'w2'),
    coefficients: Float64Array.of(1, 0, 0, 1),
    splits: ['train'] as const,
    batchNorm: 'stored' as const,
  }

  it.each([
    [{ coefficients: new Float64Array(3) }, 'coefficients: got 3, wanted a multiple of the 2 basis vectors'],
    [{ coefficients: Float64Array.of(1, Number.NaN) }, 'coefficients[1]: got NaN, wanted a finite number'],
    [{ splits: [] }, 'splits: got none, wanted train, test or both'],
    [
      { basis: [] },
      'basis vectors: got 0, wanted a number from 1 to 64 (every vector of a basis is held in memory at once)',
    ],
  ])('refuses %o', (change, message) => {
    expect(() => checkEvaluateRequest({ ...request, ...change })).toThrow(invalid(message))
  })
})

it('refuses a combination with a coefficient too few', () => {
  const request = {
    kind: 'combination',
    id: 'c' as WeightsId,
    basis: ids('a', 'b'),
    coefficients: [1],
  } as const
  expect(() => checkDefineRequest(request)).toThrow(
    invalid('coefficients: got 1, wanted 2, one for each basis vector'),
  )
})
