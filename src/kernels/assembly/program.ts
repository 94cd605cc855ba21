import { activate, activateGradient } from './activations'
import { accumulateStatistics, affine, batchNormGradient, finishStatistics, fold, normalizer, runningStatistics, statistics } from './batchNorm'
import { convolve, convolveGradient } from './convolution'
import { activateCurvature, lossTangent, maxPoolTangent } from './curvature'
import { dense, denseGradient } from './dense'
import { add, dropout, gather, shared } from './elementwise'
import { loss } from './loss'
import { combine, finiteLoss, update } from './optimizers'
import { pooledGradient } from './pooledGradient'
import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from './pooling'
import { word } from './simd'
import {
  opActivateCurvature, opLossTangent, opMaxPoolTangent,
  atBudget, atHalted, atProgram, atTiles, atUnit, opAccumulateStatistics, opActivate, opActivateGradient, opAdd, opAffine,
  opAveragePool, opAveragePoolGradient, opBatchNormGradient, opCombine, opConvolve, opConvolveGradient, opDense,
  opDenseGradient, opDropout, opFiniteUpdate, opFiniteLoss, opFinishStatistics, opFold, opGather, opLoss, opMaxPool,
  opMaxPoolGradient, opNormalizer, opRunningStatistics, opShared, opStatistics, opPooledGradient, opUpdate, operationWords,
} from '../operations'

/**
 * Runs the operations up to `end` from where the context stands, until the budget of floating-point operations is
 * spent. Answers whether the end was reached; the next call goes on in the middle of an operation.
 */
export function run(context: usize, end: usize): bool {
  let op = <usize>load<u32>(context + atProgram)
  let unit = load<i32>(context + atUnit)
  let budget = load<f64>(context + atBudget)
  const tiles = load<i32>(context + atTiles)
  while (op < end && budget > 0) {
    const fixed = word(op, 1)
    const units = fixed < 0 ? -fixed * tiles : fixed
    const cost = <f64>load<f32>(op, 8)
    const stop = <i32>min(<f64>units, <f64>unit + 1 + Math.floor(budget / cost))
    execute(context, op, tiles, unit, stop)
    budget -= cost * <f64>(stop - unit)
    unit = stop
    if (unit < units) break
    unit = 0
    op += operationWords << 2
    if (load<i32>(context + atHalted)) break
  }
  store<u32>(context + atProgram, <u32>op)
  store<i32>(context + atUnit, unit)
  store<f64>(context + atBudget, budget)
  return op >= end
}

function execute(context: usize, op: usize, tiles: i32, from: i32, to: i32): void {
  switch (word(op, 0)) {
    case opCombine: return combine(context, op, from, to)
    case opGather: return gather(context, op, from, to)
    case opDense: return dense(context, op, from, to)
    case opDenseGradient: return denseGradient(context, op, tiles, from, to)
    case opConvolve: return convolve(context, op, from, to)
    case opConvolveGradient: return convolveGradient(context, op, tiles, from, to)
    case opActivate: return activate(context, op, from, to)
    case opActivateGradient: return activateGradient(context, op, from, to)
    case opAdd: return add(context, op, from, to)
    case opMaxPool: return maxPool(context, op, from, to)
    case opMaxPoolGradient: return maxPoolGradient(context, op, from, to)
    case opAveragePool: return averagePool(context, op, from, to)
    case opAveragePoolGradient: return averagePoolGradient(context, op, from, to)
    case opStatistics: return statistics(context, op, tiles, from, to)
    case opAffine: return affine(context, op, from, to)
    case opBatchNormGradient: return batchNormGradient(context, op, tiles, from, to)
    case opAccumulateStatistics: return accumulateStatistics(context, op)
    case opFinishStatistics: return finishStatistics(context, op)
    case opRunningStatistics: return runningStatistics(op)
    case opNormalizer: return normalizer(op)
    case opFold: return fold(op, from, to)
    case opShared: return shared(context, op, from, to)
    case opLoss: return loss(context, op, from, to)
    case opDropout: return dropout(context, op, from, to)
    case opFiniteLoss: return finiteLoss(context)
    case opPooledGradient: return pooledGradient(context, op, tiles, from, to)
    case opFiniteUpdate: return update(context, op, from, to, true)
    case opUpdate: return update(context, op, from, to, false)
    case opLossTangent: return lossTangent(context, op, from, to)
    case opMaxPoolTangent: return maxPoolTangent(context, op, from, to)
    case opActivateCurvature: return activateCurvature(context, op, from, to)
    default: unreachable()
  }
}
