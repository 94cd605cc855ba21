/** Repeats of one measurement; the middle one counts. */
const repeats = 5

/** Seconds of the middle one of five runs, after one that warms up. */
export async function timeMedian(work: () => Promise<unknown>): Promise<number> {
  const seconds: number[] = []
  for (let run = -1; run < repeats; run++) {
    const start = performance.now()
    await work()
    if (run >= 0) seconds.push((performance.now() - start) / 1000)
  }
  return seconds.toSorted((a, b) => a - b)[repeats >> 1] as number
}

/** The largest count, from 1 up to `most`, that should take no longer than so many seconds; found by doubling. */
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
