import { parseOpenedData } from '../core/openedId.ts'
import type { Choices } from './choices/choices.ts'

export type DataName = Choices['data']

/** What must be known of a data set before it is made or loaded. */
export interface DataSetFacts {
  readonly generated: boolean
  readonly inputShape: readonly number[]
  /** 0: as many as the person chose. */
  readonly classCount: number
  /** Rows of a shipped set; 0 for generated ones. */
  readonly rows: number
}

function generated(classCount: number): DataSetFacts {
  return { generated: true, inputShape: [2], classCount, rows: 0 }
}

function shipped(inputShape: readonly number[], classCount: number, rows: number): DataSetFacts {
  return { generated: false, inputShape, classCount, rows }
}

/** All data sets on offer. */
const dataSets: Readonly<Record<Exclude<DataName, 'opened'>, DataSetFacts>> = {
  moons: generated(2),
  circles: generated(2),
  spirals: generated(0),
  blobs: generated(0),
  xor: generated(2),
  digits: shipped([1, 8, 8], 10, 1797),
  iris: shipped([4], 3, 150),
  wine: shipped([13], 3, 178),
  breast_cancer: shipped([30], 2, 569),
}

const openedFacts = new Map<string, DataSetFacts>()

/**
 * What is known of the data that the choices name; of opened data by what their name says. The same object for the same
 * data, so that a view may select a part of it.
 */
export function dataFactsOf({ data, openedData }: Pick<Choices, 'data' | 'openedData'>): DataSetFacts {
  if (data !== 'opened') return dataSets[data]
  const known = openedFacts.get(openedData)
  if (known) return known
  const { inputShape, classCount } = parseOpenedData(openedData) ?? { inputShape: [2], classCount: 2 }
  const facts = { generated: false, inputShape, classCount, rows: 0 }
  openedFacts.set(openedData, facts)
  return facts
}

/** What the file of an opened id is called; empty where there is none. */
export function openedNameOf(id: string): string {
  return id.split('!')[0] ?? ''
}

/** Number of classes under the present choices. */
export function classCountOf(choices: Choices): number {
  return dataFactsOf(choices).classCount || choices.classCount
}

/** Whether the data are images, for which a CNN can be chosen. */
export function isImageData(choices: Pick<Choices, 'data' | 'openedData'>): boolean {
  return dataFactsOf(choices).inputShape.length === 3
}

/**
 * Choices that suit a data set, applied when it is picked: networks and recipes of the reference studies where there is
 * one, else settings under which both endpoints fit the data.
 */
export function recommendedChoices(name: DataName): Partial<Choices> {
  const curve = { curveEpochs: 200, curveLearningRate: 0.05, curveBatchSize: 128 }
  const plain = { network: 'mlp', learningRate: 0.1, batchSize: 128, noise: 0.2, ...curve } as const
  switch (name) {
    case 'moons':
      return { ...plain, widths: [16, 16], epochs: 200, size: 1000, testShare: 0.3, standardize: false }
    case 'circles':
    case 'xor':
    case 'blobs':
      return {
        ...plain,
        noise: 0.15,
        widths: [16, 16],
        epochs: 200,
        size: 1000,
        testShare: 0.3,
        standardize: false,
      }
    case 'spirals':
      return {
        ...plain,
        noise: 0.05,
        widths: [32, 32],
        epochs: 400,
        size: 1000,
        testShare: 0.3,
        standardize: false,
        curveEpochs: 300,
      }
    case 'digits':
      return { ...plain, widths: [32, 32], epochs: 100, testShare: 0.2, standardize: false, curveEpochs: 150 }
    case 'iris':
    case 'wine':
    case 'breast_cancer':
      return {
        ...plain,
        widths: [16, 16],
        epochs: 200,
        batchSize: 32,
        curveBatchSize: 32,
        learningRate: 0.05,
        testShare: 0.2,
        standardize: true,
        curveLearningRate: 0.03,
      }
    case 'opened':
      return { network: 'mlp' }
  }
}

/** Undoes what was opened for one network and one data set: everything is trained here again. */
export const nothingOpened = {
  opened1: '',
  opened2: '',
  opened3: '',
  openedCurve: '',
} as const satisfies Partial<Choices>

/** Epochs and widths that suit the small CNN, applied when it is picked. */
export const recommendedForCnn: Partial<Choices> = {
  channels: [8, 16],
  epochs: 20,
  curveEpochs: 30,
  batchNorm: true,
}
