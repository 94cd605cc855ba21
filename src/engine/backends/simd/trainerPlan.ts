import { EngineError } from '../../../protocol/engineError.ts'
import type { StepPlan } from '../backend.ts'
import { requireTwoValues } from './batchNormChecks.ts'
import type { Layout } from './layout.ts'
import type { SessionMemory } from './sessionMemory.ts'

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
export function layPlan(layout: Layout, plan: StepPlan, basisSize: number): PlanAddresses {
  const steps = plan.batches.length
  const rows = plan.batches.reduce((sum, batch) => sum + batch.length, 0)
  return {
    offsets: layout.take(4 * (steps + 1)),
    rows: layout.take(4 * rows),
    rates: layout.take(8 * steps),
    coefficients: layout.take(8 * steps * basisSize),
    nll: layout.take(8 * steps),
    penalty: layout.take(8 * steps),
    correct: layout.take(4 * steps),
  }
}

/** Writes a plan where it was laid out. */
export function writePlan({ memory }: SessionMemory, at: PlanAddresses, plan: StepPlan): void {
  let rows = 0
  for (const [step, batch] of plan.batches.entries()) {
    memory.i32[at.offsets / 4 + step] = rows
    memory.i32.set(batch, at.rows / 4 + rows)
    rows += batch.length
  }
  memory.i32[at.offsets / 4 + plan.batches.length] = rows
  memory.f64.set(plan.learningRates, at.rates / 8)
  memory.f64.set(plan.coefficients, at.coefficients / 8)
}

/** @throws EngineError `invalid-request` for an empty batch, or one in which batch norm would see a single value */
export function checkBatches({ network }: SessionMemory, plan: StepPlan): void {
  const smallest = Math.min(...plan.batches.map((batch) => batch.length))
  if (smallest === 0) throw new EngineError('invalid-request', 'a batch has no rows')
  requireTwoValues(network, smallest)
}
