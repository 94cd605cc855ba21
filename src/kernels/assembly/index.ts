// What the loader sees of the kernels: three ways to run programs of operations (../operations.ts) in linear memory.
import { atBudget } from '../operations'
import { run } from './program'

export { train } from './training'
export { evaluate } from './evaluation'
export { peak } from './peak'

/** First byte that the kernels do not use themselves; all memory after it is laid out by the caller. */
export function heapBase(): usize {
  return __heap_base
}

/** Runs one program on the context as it stands; answers whether it reached its end within the budget. */
export function resume(context: usize, end: usize, budget: f64): bool {
  store<f64>(context + atBudget, budget)
  return run(context, end)
}
