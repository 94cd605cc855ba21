import { alignTensors } from '../../core/inference/alignTensors.ts'
import { cutFlatVector } from '../../core/inference/flatVector.ts'
import { answerQuestions, inferArchitecture } from '../../core/inference/inferArchitecture.ts'
import type { Answers } from '../../core/inference/inferenceQuestion.ts'
import { findAlignmentError } from '../../core/inference/matchTensors.ts'
import type { Architecture } from '../../core/networks/architecture.ts'
import type { Network } from '../../core/networks/network.ts'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import { ShapeError } from '../../core/networks/shapeError.ts'
import type { TensorShape } from '../../core/networks/stateTensor.ts'
import type { NetworkState } from './openingState.ts'

/** The data that a network must fit. */
export interface FittedData {
  readonly inputShape: readonly number[]
  readonly classCount: number
}

interface NetworkRequest {
  readonly tensors: readonly TensorShape[]
  readonly data: FittedData
  readonly answers: Answers
  /** From a file that was opened too; it answers everything. */
  readonly given: Architecture | undefined
  /** What a checkpoint says of itself, which is taken where its tensors agree. */
  readonly told?: Architecture | undefined
  /** The network of the study as it is, which is taken where the tensors are its own. */
  readonly present: Architecture | undefined
}

/** Finds the network behind tensors: one that was given, one told of or the present one where they fit, else a guess with questions. */
export function planOpenedNetwork(request: NetworkRequest): NetworkState {
  const { tensors, data, answers, given, told, present } = request
  if (given) return describeNetwork('file', planNetwork(given), tensors, data)
  for (const [from, known] of [
    ['file', told],
    ['choices', present],
  ] as const) {
    const state = known && describeNetwork(from, planNetwork(known), tensors, data)
    if (state && state.problem === undefined) return state
  }
  try {
    const inference = inferArchitecture(tensors, { inputShape: data.inputShape })
    const { family, questions } = inference
    const answered = answerQuestions(inference, answers)
    if ('network' in answered) {
      return { ...describeNetwork('tensors', answered.network, tensors, data), family, questions }
    }
    return { from: 'tensors', family, questions, ...answered }
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error
    return { from: 'tensors', family: '', questions: [], problem: error.message }
  }
}

function describeNetwork(
  from: NetworkState['from'],
  network: Network,
  tensors: readonly TensorShape[],
  data: FittedData,
): NetworkState {
  const { architecture, parameterCount } = network
  const named = cutFlatVector(network, tensors, (_, { name, shape }) => ({ name, shape }))
  const problem = findAlignmentError(alignTensors(network, named))?.message ?? findMisfit(network, data)
  const base = { from, family: '', questions: [], architecture, parameterCount }
  return problem === undefined ? base : { ...base, problem }
}

function findMisfit({ architecture, classCount }: Network, data: FittedData): string | undefined {
  const [got, wanted] = [architecture.input.join('×'), data.inputShape.join('×')]
  if (got !== wanted) return `input: the network takes ${got}, the data have ${wanted}`
  if (classCount === data.classCount) return undefined
  return `classes: the network tells ${classCount} apart, the data have ${data.classCount}`
}
