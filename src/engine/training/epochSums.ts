import type { EpochRecord } from '../../protocol/training.ts'
import type { StepPlan, StepReport } from '../backends/backend.ts'

/** Means over the rows of an epoch's steps, whatever pieces the epoch comes in. */
export class EpochSums {
  #nll = 0
  #correct = 0
  #rows = 0

  /** Adds steps `from` to `to` of a report on a plan. */
  add(report: StepReport, { batches }: StepPlan, from = 0, to = report.nll.length): void {
    for (let step = from; step < to; step++) {
      const rows = batches[step]?.length ?? 0
      this.#nll += (report.nll[step] ?? 0) * rows
      this.#correct += report.correct[step] ?? 0
      this.#rows += rows
    }
  }

  means(): Pick<EpochRecord, 'trainNll' | 'trainAccuracy'> {
    return { trainNll: this.#nll / this.#rows, trainAccuracy: this.#correct / this.#rows }
  }
}
