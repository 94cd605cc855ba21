import { sumTiles } from './optimizers'
import { run } from './program'
import {
  answerDone, answerPaused, atBasisSize, atBatch, atBudget, atCoefficients, atCorrect, atFirstTile, atInput, atInputStride, atLabels, atNll,
  atPhase, atPoint, atProgram, atSamples, atShared, atStatisticSamples, atTileCorrect, atTileNll, atTiles, atUnit,
  evaluateBatches, evaluateBatchTiles, evaluateChunk, evaluateCoefficients, evaluateInputStride, evaluatePoints,
  evaluatePrograms, evaluateSplit, evaluateSplitBytes, evaluateSplits, evaluateSplitTable, evaluateTile,
  evaluateTrainTiles, phasePoint, phaseShare, programCombine, programForward, programPrepare, programShare, programStatistics,
  splitCorrect, splitEnd, splitFirst, splitLabels, splitNll, splitProducts, splitSamples, splitTileCorrect, splitTileNll,
  splitTiles,
} from '../operations'

const combining = 1
const recomputing = 2
const preparing = 3
const forward = 4
const sharing = 11

/** Evaluates the points of the request until all are done or the budget (operations) is spent; resumes anywhere. */
export function evaluate(context: usize, budget: f64): i32 {
  store<f64>(context + atBudget, budget)
  while (true) {
    const phase = load<i32>(context + atPhase)
    if (phase == phaseShare) {
      beginSplit(context, 0)
      beginChunk(context, programShare)
      enter(context, sharing)
    } else if (phase == phasePoint) {
      if (load<i32>(context + atPoint) >= load<i32>(context + evaluatePoints)) return answerDone
      beginPoint(context)
    }
    const program = programOf(load<i32>(context + atPhase))
    if (!run(context, <usize>load<u32>(context + evaluatePrograms + (<usize>program << 3) + 4))) return answerPaused
    advance(context)
  }
}

function programOf(phase: i32): i32 {
  if (phase == combining) return programCombine
  if (phase == recomputing) return programStatistics
  if (phase == preparing) return programPrepare
  if (phase == forward) return programForward
  return programShare
}

// What follows when a program has reached its end.
function advance(context: usize): void {
  const phase = load<i32>(context + atPhase)
  if (phase == combining) {
    if (load<i32>(context + evaluateBatches) > 0) beginBatch(context, 0)
    else enterProgram(context, programPrepare, preparing)
  } else if (phase == recomputing) {
    const next = load<i32>(context + atBatch) + 1
    if (next < load<i32>(context + evaluateBatches)) beginBatch(context, next)
    else enterProgram(context, programPrepare, preparing)
  } else if (phase == preparing) {
    beginSplit(context, 0)
    nextChunk(context, programForward)
  } else {
    nextChunk(context, phase == forward ? programForward : programShare)
  }
}

// Goes on with the current split, the next one, or, after the last, the next point.
function nextChunk(context: usize, program: i32): void {
  while (true) {
    const split = load<i32>(context + evaluateSplit)
    if (split >= load<i32>(context + evaluateSplits)) {
      if (program == programForward) store<i32>(context + atPoint, load<i32>(context + atPoint) + 1)
      enter(context, phasePoint)
      return
    }
    if (load<i32>(context + evaluateTile) < load<i32>(splitAt(context, split) + splitEnd)) {
      beginChunk(context, program)
      enter(context, program == programForward ? forward : sharing)
      return
    }
    if (program == programForward) finishSplit(context, split)
    beginSplit(context, split + 1)
  }
}

function splitAt(context: usize, split: i32): usize {
  return context + evaluateSplitTable + <usize>split * evaluateSplitBytes
}

// @ts-ignore: decorator
@inline
function enter(context: usize, phase: i32): void {
  store<i32>(context + atPhase, phase)
}

function enterProgram(context: usize, program: i32, phase: i32): void {
  store<u32>(context + atProgram, load<u32>(context + evaluatePrograms + (<usize>program << 3)))
  store<i32>(context + atUnit, 0)
  enter(context, phase)
}

function beginPoint(context: usize): void {
  const row = <u32>(load<i32>(context + atPoint) * load<i32>(context + atBasisSize)) << 3
  store<u32>(context + atCoefficients, load<u32>(context + evaluateCoefficients) + row)
  enterProgram(context, programCombine, combining)
}

function beginBatch(context: usize, batch: i32): void {
  const size = load<i32>(context + evaluateBatchTiles)
  const stride = load<u32>(context + evaluateInputStride)
  const before = batch * size
  const samples = min(size << 4, load<i32>(context + atStatisticSamples) - (before << 4))
  store<i32>(context + atBatch, batch)
  store<u32>(context + atInput, load<u32>(context + evaluateTrainTiles) + <u32>before * stride)
  store<u32>(context + atInputStride, stride)
  store<i32>(context + atSamples, samples)
  store<i32>(context + atTiles, (samples + 15) >> 4)
  enterProgram(context, programStatistics, recomputing)
}

function beginSplit(context: usize, split: i32): void {
  store<i32>(context + evaluateSplit, split)
  if (split >= load<i32>(context + evaluateSplits)) return
  const table = splitAt(context, split)
  store<i32>(context + evaluateTile, load<i32>(table + splitFirst))
  store<u32>(context + atTileNll, load<u32>(table + splitTileNll))
  store<u32>(context + atTileCorrect, load<u32>(table + splitTileCorrect))
}

function beginChunk(context: usize, program: i32): void {
  const table = splitAt(context, load<i32>(context + evaluateSplit))
  const tile = load<i32>(context + evaluateTile)
  const tiles = min(load<i32>(context + evaluateChunk), load<i32>(table + splitEnd) - tile)
  const stride = load<u32>(context + evaluateInputStride)
  store<u32>(context + atInput, load<u32>(table + splitTiles) + <u32>tile * stride)
  store<u32>(context + atInputStride, stride)
  store<u32>(context + atLabels, load<u32>(table + splitLabels) + (<u32>tile << 6))
  store<i32>(context + atTiles, tiles)
  store<i32>(context + atFirstTile, tile)
  store<i32>(context + atSamples, min(tiles << 4, load<i32>(table + splitSamples) - (tile << 4)))
  store<u32>(context + atShared, load<u32>(table + splitProducts))
  store<i32>(context + evaluateTile, tile + tiles)
  store<u32>(context + atProgram, load<u32>(context + evaluatePrograms + (<usize>program << 3)))
  store<i32>(context + atUnit, 0)
}

function finishSplit(context: usize, split: i32): void {
  const table = splitAt(context, split)
  const point = <usize>load<i32>(context + atPoint)
  sumTiles(context, load<i32>(table + splitFirst), load<i32>(table + splitEnd))
  store<f64>(<usize>load<u32>(table + splitNll) + (point << 3), load<f64>(context + atNll))
  store<i32>(<usize>load<u32>(table + splitCorrect) + (point << 2), load<i32>(context + atCorrect))
}
