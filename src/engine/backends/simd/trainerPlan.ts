import { EngineError } from '../../../protocol/engineError.ts'
import type { StepPlan } from '../backend.ts'
import { requireTwoValues } from './batchNormChecks.ts'
import type { Layout } from './layout.ts'
import type { SessionMemory } from './sessionMemory.ts'

/** A plan on its way to a lane: few arrays, however many steps it has. */
export interface PackedPlan {
  /** Rows of all batches, one after another. */
  readonly rows: Int32Array
  /** Where each batch begins in `rows`; one more entry than there are steps. */
  readonly offsets: Int32Array
  readonly learningRates: Float64Array
  readonly coefficients: Float64Array
  readonly marks: readonly number[]
}

/** Packs a copy of a plan. */
export function packPlan({ batches, learningRates, coefficients, marks = [] }: StepPlan): PackedPlan {
  const offsets = new Int32Array(batches.length + 1)
  batches.forEach((batch, step) => {
    offsets[step + 1] = (offsets[step] as number) + batch.length
  })
  const rows = new Int32Array(offsets[batches.length] as number)
  batches.forEach((batch, step) => {
    rows.set(batch, offsets[step])
  })
  return {
    rows,
    offsets,
    learningRates: learningRates.slice(),
    coefficients: coefficients.slice(),
    marks: [...marks],
  }
}

/** Steps of a packed plan. */
export function countPlanSteps({ offsets }: PackedPlan): number {
  return offsets.length - 1
}

/** Where the numbers of a plan and of its report lie. */
export interface PlanAddresses {
  readonly offsets: number
  readonly rows: number
  readonly rates: number
  readonly coefficients: number
  readonly nll: number
  readonly penalty: number
  readonly correct: number
}

/** Lays out what a plan brings and what its steps will report. */
export function layPlan(layout: Layout, plan: PackedPlan, basisSize: number): PlanAddresses {
  const steps = countPlanSteps(plan)
  return {
    offsets: layout.take(4 * (steps + 1)),
    rows: layout.take(4 * plan.rows.length),
    rates: layout.take(8 * steps),
    coefficients: layout.take(8 * steps * basisSize),
    nll: layout.take(8 * steps),
    penalty: layout.take(8 * steps),
    correct: layout.take(4 * steps),
  }
}

/** Writes a plan where it was laid out. */
export function writePlan({ memory }: SessionMemory, at: PlanAddresses, plan: PackedPlan): void {
  memory.i32.set(plan.offsets, at.offsets / 4)
  memory.i32.set(plan.rows, at.rows / 4)
  memory.f64.set(plan.learningRates, at.rates / 8)
  memory.f64.set(plan.coefficients, at.coefficients / 8)
}

/**
 * Rows of the largest batch, 0 where there is none.
 *
 * @throws EngineError `invalid-request` for an empty batch, or one in which batch norm would see a single value
 */
export function checkBatches({ network }: SessionMemory, plan: PackedPlan): number {
  let smallest = Number.POSITIVE_INFINITY
  let largest = 0
  for (let step = 0; step < countPlanSteps(plan); step++) {
    const size = (plan.offsets[step + 1] as number) - (plan.offsets[step] as number)
    smallest = Math.min(smallest, size)
    largest = Math.max(largest, size)
  }
  if (smallest === 0) throw new EngineError('invalid-request', 'a batch has no rows')
  requireTwoValues(network, smallest)
  return largest
}
