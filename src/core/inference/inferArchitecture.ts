import type { Architecture } from '../networks/architecture.ts'
import type { Network } from '../networks/network.ts'
import { planNetwork } from '../networks/planNetwork.ts'
import { ShapeError } from '../networks/shapeError.ts'
import { isBatchCounter, plainName, type StateTensor, type TensorShape } from '../networks/stateTensor.ts'
import { alignTensors } from './alignTensors.ts'
import { askAboutChain, buildChain, type ChainOutline } from './chainOutline.ts'
import { guessSpatial, type SpatialGuess, samePadding } from './guessSpatial.ts'
import { type Answers, CompleteAnswers, type Question } from './inferenceQuestion.ts'
import { findAlignmentError } from './matchTensors.ts'
import {
  buildOfficial,
  formatFamily,
  guessVggVariant,
  type OfficialOutline,
  readOfficialOutlines,
} from './officialOutline.ts'
import type { VggVariant } from './officialVgg.ts'
import { orderModules } from './orderModules.ts'
import { TensorError } from './tensorError.ts'
import { groupModules, type TensorModule } from './tensorModule.ts'

/** An architecture under some answers; `problem` says what does not fit yet and where. */
export type AnsweredArchitecture =
  | { readonly architecture: Architecture; readonly network: Network }
  | { readonly architecture?: Architecture; readonly problem: string }

/** A guess of the network behind a state dict, with everything that its tensors cannot tell as a question. Plain data. */
export interface Inference {
  /** What it was recognised as: `chain`, `LeNet-5`, or an official name such as `VGG16BN`. */
  readonly family: string
  readonly outline: ChainOutline | (OfficialOutline & { readonly inputShape: readonly number[] })
  readonly questions: readonly Question[]
  readonly tensors: readonly TensorShape[]
}

type GivenTensor = TensorShape & { readonly data?: StateTensor['data'] }

/**
 * Guesses the network behind a state dict: an official one by its names, else a chain of linear layers, convolutions and
 * batch norms. `inputShape` is that of the data, where some are open; elements, where given, tell the official VGGs apart.
 *
 * @throws ShapeError at the tensor or layer that fits no chain
 */
export function inferArchitecture(
  tensors: readonly GivenTensor[],
  options: { readonly inputShape?: readonly number[] } = {},
): Inference {
  const shapes = tensors
    .filter(({ name }) => !isBatchCounter(name))
    .map(({ name, shape }): TensorShape => ({ name, shape }))
  return inferOfficial(tensors, shapes, options.inputShape) ?? inferChain(shapes, options.inputShape)
}

/**
 * The architecture under answers; questions without an answer keep their guess. It is planned, and its shapes are held
 * against those of the tensors.
 */
export function answerQuestions(inference: Inference, answers: Answers = {}): AnsweredArchitecture {
  let architecture: Architecture | undefined
  try {
    const complete = new CompleteAnswers(inference.questions, answers)
    architecture = build(inference.outline, complete)
    const network = planNetwork(architecture)
    const error = findAlignmentError(alignTensors(network, inference.tensors))
    if (error === undefined) return { architecture, network }
    return { architecture, problem: error.message }
  } catch (error) {
    if (!(error instanceof ShapeError || error instanceof TensorError)) throw error
    return { ...(architecture ? { architecture } : {}), problem: error.message }
  }
}

function build(outline: Inference['outline'], answers: CompleteAnswers): Architecture {
  if (outline.kind === 'chain') return buildChain(outline, answers)
  const inputShape = answers.readShape('input', outline.inputShape)
  return buildOfficial(outline, { inputShape, variant: answers.readText('variant') as VggVariant })
}

/** Sides of the images on which official networks are trained, CIFAR's first. */
const usualSides = [32, 28, 64]

function inferOfficial(
  tensors: readonly GivenTensor[],
  shapes: readonly TensorShape[],
  inputShape: readonly number[] | undefined,
): Inference | undefined {
  const channels = shapes.find(({ shape }) => shape.length === 4)?.shape[1] ?? 0
  const fits = (outline: OfficialOutline) => (side: number) =>
    isOfficial(outline, shapes, [channels, side, side])
  const outline = readOfficialOutlines(shapes).find((candidate) => usualSides.some(fits(candidate)))
  const side = outline && usualSides.find(fits(outline))
  if (outline === undefined || side === undefined) return undefined
  const questions: Question[] = []
  if (inputShape === undefined) {
    questions.push({ id: 'input', topic: 'input', kind: 'shape', guess: [channels, side, side] })
  }
  if (outline.kind === 'VGG' && outline.batchNorm) {
    const options: VggVariant[] = ['code', 'paper']
    const guess = guessVggVariant(tensors)
    questions.push({ id: 'variant', topic: 'variant', kind: 'choice', options, guess })
  }
  const known = { ...outline, inputShape: inputShape ?? [] }
  return { family: formatFamily(outline), outline: known, questions, tensors: shapes }
}

function isOfficial(
  outline: OfficialOutline,
  shapes: readonly TensorShape[],
  inputShape: readonly number[],
): boolean {
  try {
    const network = planNetwork(buildOfficial(outline, { inputShape, variant: 'paper' }))
    const alignment = alignTensors(network, shapes)
    return findAlignmentError(alignment) === undefined && alignment.unexpected.length === 0
  } catch (error) {
    if (error instanceof ShapeError) return false
    throw error
  }
}

function inferChain(shapes: readonly TensorShape[], inputShape: readonly number[] | undefined): Inference {
  const modules = orderModules(groupModules(shapes), isAlphabetical(shapes))
  const convolutions = modules.filter(({ kind }) => kind === 'conv2d')
  const firstLinear = modules.find(({ kind }) => kind === 'linear')
  const features = convolutions.length > 0 || firstLinear === undefined ? [] : [firstLinear.inputs]
  const outline: ChainOutline = { kind: 'chain', modules, inputShape: inputShape ?? features }
  const spatial = guessForChain(modules, inputShape)
  const family = isLeNet5(modules) ? 'LeNet-5' : 'chain'
  return { family, outline, questions: askAboutChain(outline, spatial), tensors: shapes }
}

function guessForChain(
  modules: readonly TensorModule[],
  inputShape: readonly number[] | undefined,
): SpatialGuess {
  const convolutions = modules.filter(({ kind }) => kind === 'conv2d')
  const kernels = convolutions.map(({ kernel }) => kernel)
  const linear = modules.find(({ kind }) => kind === 'linear')
  const [, height, width] = inputShape ?? []
  const usual = convolutions[0]?.inputs === 1 ? [28, 32, 8, 16, 64, 14] : [32, 64, 224, 96, 28, 8, 16]
  const sides = usual.map((side): readonly [number, number] => [side, side])
  const guess = guessSpatial({
    kernels,
    pixels: linear && linear.inputs / (convolutions.at(-1)?.out ?? 1),
    sides: height !== undefined && width !== undefined ? [[height, width]] : sides,
    gaps: convolutions.map((module) => readGap(modules, module)),
  })
  return (
    guess ?? {
      sides: sides[0] ?? [32, 32],
      paddings: kernels.map(samePadding),
      strides: kernels.map(() => 1),
      pools: kernels.map(() => 'maxpool 2/2'),
      reduce: 'flatten',
    }
  )
}

/** Whether positions in a `Sequential` leave room for more than an activation after a convolution. */
function readGap(modules: readonly TensorModule[], module: TensorModule): boolean | undefined {
  const at = modules.indexOf(module)
  const next = modules.findIndex(({ kind }, index) => index > at && kind !== 'batchnorm')
  const from = /^(.*?)(\d{1,6})$/.exec(module.name)
  const to = /^(.*?)(\d{1,6})$/.exec(modules[next]?.name ?? '')
  if (!from || !to || from[1] !== to[1] || !(from[1] === '' || from[1]?.endsWith('.'))) return undefined
  return Number(to[2]) - Number(from[2]) - (next - at - 1) > 2
}

/** Whether tensors stand in the order of the alphabet, which is not that of the layers. */
function isAlphabetical(shapes: readonly TensorShape[]): boolean {
  const names = shapes.map(({ name }) => plainName(name))
  return names.length > 1 && names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name)
}

function isLeNet5(modules: readonly TensorModule[]): boolean {
  const sizes = modules
    .filter(({ kind }) => kind !== 'batchnorm')
    .map(({ kind, out, kernel }) => `${kind}${out}/${kernel}`)
  return /^conv2d6\/5,conv2d16\/5,(?:linear|conv2d)120\/[15],linear84\/1,linear\d+\/1$/.test(sizes.join())
}
