import type { Architecture } from '../src/core/networks/architecture.ts'
import { createMlp } from '../src/core/networks/presets.ts'
import type { GeneratedData, ShippedData } from '../src/protocol/problem.ts'
import type { TrainingRecipe } from '../src/protocol/training.ts'

export const dataNames = ['digits', 'moons'] as const
export type DataName = (typeof dataNames)[number]

/** What is fixed for one data set; only seeds of weights and batches differ from run to run. */
export interface Setting {
  readonly data: GeneratedData | ShippedData
  readonly inputShape: readonly number[]
  readonly classCount: number
  /** Both hidden layers' width where widths are not compared. */
  readonly width: number
  /** Epochs of one budget, and of an endpoint. */
  readonly budget: number
  readonly curveEpochs: number
  readonly sweepWidths: readonly number[]
}

const sweepWidths = [2, 4, 8, 16, 32, 64] as const

/** The reference networks of the app, with their recipes. */
export const settings: Readonly<Record<DataName, Setting>> = {
  digits: {
    data: { source: 'digits', testShare: 0.2, standardize: false },
    inputShape: [1, 8, 8],
    classCount: 10,
    width: 32,
    budget: 100,
    curveEpochs: 150,
    sweepWidths,
  },
  moons: {
    data: {
      source: 'moons',
      size: 1000,
      noise: 0.2,
      classCount: 2,
      seed: 3,
      testShare: 0.3,
      standardize: false,
    },
    inputShape: [2],
    classCount: 2,
    width: 16,
    budget: 200,
    curveEpochs: 200,
    sweepWidths,
  },
}

/** Numbers of budgets at which ensembles are compared. */
export const budgetCounts = [1, 2, 3] as const

/** Share of a budget that FGE spends before its cycles; its rates and cycle; the rate and cycles of snapshot ensembles. */
export const schedules = { before: 0.8, alpha1: 0.05, alpha2: 0.01, cycleEpochs: 2, alpha0: 0.1, cycles: 5 }

/** Curves of different seeds between the same endpoints. */
export const curveCount = 3

/** Points of a profile. */
export const pointCount = 61

/** A perceptron with two equal hidden layers. */
export function networkOf({ inputShape, classCount }: Setting, width: number): Architecture {
  const widths = [width, width]
  const plain = { activation: 'relu', batchNorm: false, dropout: 0, residual: false } as const
  return createMlp({ inputShape, classCount, widths, ...plain })
}

/** SGD of endpoints, and of curves at half the rate. */
export function recipeOf(epochs: number, learningRate: number): TrainingRecipe {
  return {
    optimizer: 'sgd',
    learningRate,
    momentum: 0.9,
    nesterov: false,
    weightDecay: 1e-4,
    batchSize: 128,
    epochs,
    schedule: 'official',
  }
}
