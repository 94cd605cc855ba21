/** How the learning rate falls over a training; `official` is that of the paper's code. */
export type ScheduleName = 'official' | 'cosine' | 'constant'

/**
 * Factor on the learning rate in one epoch, counted from 1. Official (`learning_rate_schedule` in `train.py`), with
 * α = epoch/epochs: 1 to α = .5, then 1 − (α − .5)/.4·.99 to α = .9, then .01. Cosine: ½(1 + cos(π(epoch − 1)/epochs)).
 */
export function learningRateFactor(schedule: ScheduleName, epoch: number, epochs: number): number {
  if (schedule === 'constant') return 1
  if (schedule === 'cosine') return 0.5 * (1 + Math.cos((Math.PI * (epoch - 1)) / epochs))
  const alpha = epoch / epochs
  if (alpha <= 0.5) return 1
  return alpha <= 0.9 ? 1 - ((alpha - 0.5) / 0.4) * 0.99 : 0.01
}

/** One triangle of Fast Geometric Ensembling. */
export interface FgeCycle {
  /** Learning rate at the ends of a cycle, the high one. */
  readonly alpha1: number
  /** Learning rate at mid-cycle, the low one. */
  readonly alpha2: number
  /** Iterations in a cycle, even. */
  readonly cycle: number
  /** Where t starts: 1/c as the paper writes it, or 0 as its code (`utils.cyclic_learning_rate`) does. */
  readonly variant: 'paper' | 'code'
}

/**
 * Learning rate of iteration i, counted from 1: (1−2t)α1 + 2tα2 for t ≤ ½, else (2−2t)α2 + (2t−1)α1, with
 * t = (mod(i−1, c) + 1)/c in the paper and mod(i−1, c)/c in its code.
 */
export function fgeLearningRate(i: number, { alpha1, alpha2, cycle, variant }: FgeCycle): number {
  const t = (((i - 1) % cycle) + (variant === 'paper' ? 1 : 0)) / cycle
  return t <= 0.5 ? (1 - 2 * t) * alpha1 + 2 * t * alpha2 : (2 - 2 * t) * alpha2 + (2 * t - 1) * alpha1
}

/** Whether FGE collects the weights as they are after iteration i (from 1): at mid-cycle, in the paper and in its code. */
export function fgeCollects(i: number, { cycle }: Pick<FgeCycle, 'cycle'>): boolean {
  return i % cycle === cycle / 2
}

/** Budget of a Snapshot Ensemble: all iterations T and the number of cycles M they are cut into. */
export interface SnapshotBudget {
  readonly alpha0: number
  readonly iterations: number
  readonly cycles: number
}

/** Learning rate of iteration i, counted from 1: α0/2·(cos(π·mod(i−1, ⌈T/M⌉)/⌈T/M⌉) + 1) (Huang et al. 2017, equation 2). */
export function snapshotLearningRate(i: number, { alpha0, iterations, cycles }: SnapshotBudget): number {
  const length = Math.ceil(iterations / cycles)
  return (alpha0 / 2) * (Math.cos((Math.PI * ((i - 1) % length)) / length) + 1)
}

/** Whether a Snapshot Ensemble collects the weights as they are after iteration i (from 1): at each cycle's end, and at the end of a last cycle that is cut short. */
export function snapshotCollects(i: number, { iterations, cycles }: Omit<SnapshotBudget, 'alpha0'>): boolean {
  return i % Math.ceil(iterations / cycles) === 0 || i === iterations
}
