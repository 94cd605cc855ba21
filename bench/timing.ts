/** Repeats of one measurement; the middle one counts. */
const repeats = 5

/** Seconds after which no further repeat begins: what takes so long is known well enough. */
const patience = 40

/** Seconds of the middle one of five runs after one that warms up; of fewer where they take more than 40 s together. */
export async function timeMedian(work: () => Promise<unknown>): Promise<number> {
  const seconds: number[] = []
  const begun = performance.now()
  await work()
  while (seconds.length < repeats) {
    const start = performance.now()
    await work()
    seconds.push((performance.now() - start) / 1000)
    if (performance.now() - begun > 1000 * patience) break
  }
  return quantile(seconds, 0.5)
}

/** The value below which such a share of the values lies, NaN where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** The largest count, from 1 up to `most`, that should take no longer than so many seconds; found by multiplying. */
export async function fitCount(
  most: number,
  wantedSeconds: number,
  work: (count: number) => Promise<unknown>,
): Promise<number> {
  for (let count = 1; ; count = Math.min(most, 4 * count)) {
    const start = performance.now()
    await work(count)
    const seconds = (performance.now() - start) / 1000
    if (count >= most) return most
    if (seconds > wantedSeconds / 8) {
      return Math.max(1, Math.min(most, Math.round((count * wantedSeconds) / seconds)))
    }
  }
}
