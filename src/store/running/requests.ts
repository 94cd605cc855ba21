import type { Architecture, Layer } from '../../core/networks/architecture.ts'
import { createMlp, createSmallCnn } from '../../core/networks/presets.ts'
import type { DataSpec, Problem } from '../../protocol/problem.ts'
import type { TrainingRecipe } from '../../protocol/training.ts'
import type { Choices } from '../choices/choices.ts'
import { classCountOf, dataFactsOf } from '../dataSets.ts'

/** Which endpoint: 0 is w1, 1 is w2, 2 is the third mode. */
export type EndpointIndex = 0 | 1 | 2

/** The data that the choices describe. */
export function dataSpecOf(choices: Choices): DataSpec {
  const { data, size, noise, dataSeed, testShare, standardize } = choices
  switch (data) {
    case 'opened':
      return { source: 'opened', id: choices.openedData, standardize }
    case 'digits':
    case 'iris':
    case 'wine':
    case 'breast_cancer':
      return { source: data, testShare, standardize }
    default:
      return {
        source: data,
        size,
        noise,
        classCount: classCountOf(choices),
        seed: dataSeed,
        testShare,
        standardize,
      }
  }
}

/** The network that the choices describe, for the data that they describe. */
export function architectureOf(choices: Choices): Architecture {
  if (choices.network === 'custom' && choices.architecture !== '')
    return readArchitecture(choices.architecture)
  const { widths, channels, activation, batchNorm, dropout, residual } = choices
  const { inputShape } = dataFactsOf(choices)
  const shared = { inputShape, activation, classCount: classCountOf(choices), batchNorm, dropout, residual }
  const convolutional = choices.network === 'cnn' && inputShape.length === 3
  return convolutional ? createSmallCnn({ ...shared, channels }) : createMlp({ ...shared, widths })
}

/** The last custom architecture: it is asked for on every change, and texts of deep networks are long. */
let lastRead: { readonly text: string; readonly architecture: Architecture } | undefined

function readArchitecture(text: string): Architecture {
  if (lastRead?.text !== text) lastRead = { text, architecture: JSON.parse(text) as Architecture }
  return lastRead.architecture
}

/** Whether the network has batch norm, and so running statistics. */
export function hasBatchNorm(choices: Choices): boolean {
  if (choices.network !== 'custom' || choices.architecture === '') return choices.batchNorm
  return hasBatchNormLayer(readArchitecture(choices.architecture).layers)
}

function hasBatchNormLayer(layers: readonly Layer[]): boolean {
  return layers.some(
    (layer) =>
      layer.type === 'batchnorm' ||
      (layer.type === 'residual' && (hasBatchNormLayer(layer.body) || hasBatchNormLayer(layer.shortcut))),
  )
}

/** Data, network and backend. */
export function problemOf(choices: Choices): Problem {
  return { data: dataSpecOf(choices), architecture: architectureOf(choices), backend: choices.backend }
}

/** The problem that endpoint `index` is trained on: where its recipe varies images, with varied copies of them from its seed. */
export function endpointProblemOf(choices: Choices, index: EndpointIndex): Problem {
  const problem = problemOf(choices)
  const { data } = problem
  const isOwn = index === 1 && choices.ownRecipe2
  const copies = isOwn ? choices.augmentCopies2 : choices.augmentCopies
  if (copies === 0 || 'size' in data || dataFactsOf(choices).inputShape.length !== 3) return problem
  const augment = {
    copies,
    shift: isOwn ? choices.augmentShift2 : choices.augmentShift,
    flip: isOwn ? choices.augmentFlip2 : choices.augmentFlip,
    seed: endpointSeedOf(choices, index),
  }
  return { ...problem, data: { ...data, augment } }
}

/** How endpoint `index` is trained; the second may have a recipe of its own. */
export function endpointRecipeOf(choices: Choices, index: EndpointIndex): TrainingRecipe {
  if (index === 1 && choices.ownRecipe2) {
    return {
      optimizer: choices.optimizer2,
      learningRate: choices.learningRate2,
      momentum: choices.momentum2,
      nesterov: choices.nesterov2,
      weightDecay: choices.weightDecay2,
      batchSize: choices.batchSize2,
      epochs: choices.epochs2,
      schedule: choices.schedule2,
    }
  }
  const { optimizer, learningRate, momentum, nesterov, weightDecay, batchSize, epochs, schedule } = choices
  return { optimizer, learningRate, momentum, nesterov, weightDecay, batchSize, epochs, schedule }
}

/** How the curve is trained. */
export function curveRecipeOf(choices: Choices): TrainingRecipe {
  return {
    optimizer: choices.curveOptimizer,
    learningRate: choices.curveLearningRate,
    momentum: choices.curveMomentum,
    nesterov: choices.curveNesterov,
    weightDecay: choices.curveWeightDecay,
    batchSize: choices.curveBatchSize,
    epochs: choices.curveEpochs,
    schedule: choices.curveSchedule,
  }
}

/** Seed of endpoint `index`. */
export function endpointSeedOf(choices: Choices, index: EndpointIndex): number {
  return [choices.seed1, choices.seed2, choices.seed3][index] as number
}

/** Name of the opened file that endpoint `index` comes from; empty where it is trained here. */
export function openedEndpointOf(choices: Choices, index: EndpointIndex): string {
  return [choices.opened1, choices.opened2, choices.opened3][index] as string
}
