import { run } from './program'
import {
  answerDone, answerHalted, answerPaused, atBasisSize, atBudget, atCoefficients, atCorrect, atHalted, atLearningRate, atNll,
  atPhase, atProgram, atRows, atSamples, atSquares, atStep, atTiles, atUnit, atWeightDecay, trainBegin, trainCoefficients, trainCorrect,
  trainDone, trainEnd, trainNll, trainOffsets, trainPenalty, trainRates, trainRows, trainSteps,
} from '../operations'

/** Takes steps of the plan until it is done, a loss or gradient is not finite, or the budget (operations) is spent. */
export function train(context: usize, budget: f64): i32 {
  store<f64>(context + atBudget, budget)
  const end = <usize>load<u32>(context + trainEnd)
  while (load<i32>(context + trainDone) < load<i32>(context + trainSteps)) {
    if (load<i32>(context + atPhase) == 0) {
      if (load<f64>(context + atBudget) <= 0) return answerPaused
      beginStep(context)
      store<i32>(context + atPhase, 1)
    }
    const reached = run(context, end)
    if (load<i32>(context + atHalted)) return answerHalted
    if (!reached) return answerPaused
    finishStep(context)
    store<i32>(context + atPhase, 0)
  }
  return answerDone
}

function beginStep(context: usize): void {
  const step = load<i32>(context + trainDone)
  const offsets = <usize>load<u32>(context + trainOffsets) + (<usize>step << 2)
  const first = load<i32>(offsets)
  const samples = load<i32>(offsets, 4) - first
  store<u32>(context + atRows, load<u32>(context + trainRows) + (<u32>first << 2))
  store<i32>(context + atSamples, samples)
  store<i32>(context + atTiles, (samples + 15) >> 4)
  store<f64>(context + atLearningRate, load<f64>(<usize>load<u32>(context + trainRates) + (<usize>step << 3)))
  const row = <u32>(step * load<i32>(context + atBasisSize)) << 3
  store<u32>(context + atCoefficients, load<u32>(context + trainCoefficients) + row)
  store<u32>(context + atProgram, load<u32>(context + trainBegin))
  store<i32>(context + atUnit, 0)
}

function finishStep(context: usize): void {
  const step = <usize>load<i32>(context + trainDone)
  const nll = load<f64>(context + atNll) / <f64>load<i32>(context + atSamples)
  store<f64>(<usize>load<u32>(context + trainNll) + (step << 3), nll)
  store<f64>(
    <usize>load<u32>(context + trainPenalty) + (step << 3),
    0.5 * load<f64>(context + atWeightDecay) * load<f64>(context + atSquares),
  )
  store<i32>(<usize>load<u32>(context + trainCorrect) + (step << 2), load<i32>(context + atCorrect))
  store<i32>(context + trainDone, <i32>step + 1)
  store<i32>(context + atStep, load<i32>(context + atStep) + 1)
}
