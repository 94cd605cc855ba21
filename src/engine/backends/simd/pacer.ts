/** What a machine is first taken to do in a millisecond; the first calls correct it. */
const firstRate = 5e6

/** Turns milliseconds into a budget of floating-point operations by what earlier calls took. */
export class Pacer {
  private rate = firstRate

  /** Calls `work` with a budget that should last about so long; it answers how much of it was spent. */
  run(milliseconds: number, work: (budget: number) => number): void {
    const start = performance.now()
    const spent = work(this.rate * milliseconds)
    const took = performance.now() - start
    if (took < 0.5) return
    // Slowness counts at once, a gain in steps: a stall must not be followed by a long call.
    this.rate = Math.max(Math.min(spent / took, this.rate * 4), this.rate / 8)
  }
}
