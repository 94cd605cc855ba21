/** Says yes at most once in `intervalMs`; the first time at once. */
export function createThrottle(now: () => number, intervalMs: number): () => boolean {
  let last = Number.NEGATIVE_INFINITY
  return () => {
    const time = now()
    if (time - last < intervalMs) return false
    last = time
    return true
  }
}
