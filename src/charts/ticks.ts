import { ticks } from 'd3'

/**
 * Ticks for a logarithmic axis over [lo, hi], 0 < lo < hi: the richest of 1-1.5-2-3-5-7, 1-2-5, 1-3, decades and every
 * so many decades that stays within `count`; where fewer than three remain, evenly spaced round numbers.
 */
export function logTicks(lo: number, hi: number, count: number): number[] {
  if (!(lo > 0) || !(hi > lo)) return []
  for (const mantissas of [[1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]]) {
    const found = decadeTicks([lo, hi], mantissas, 1)
    if (found.length > count) continue
    if (found.length >= 3) return found
    return ticks(lo, hi, Math.max(2, count - 1)).filter((tick) => tick > 0)
  }
  const step = Math.ceil(Math.log10(hi / lo) / Math.max(1, count - 1))
  return decadeTicks([lo, hi], [1], step)
}

function decadeTicks(
  [lo, hi]: readonly [number, number],
  mantissas: readonly number[],
  step: number,
): number[] {
  const found: number[] = []
  const first = Math.floor(Math.log10(lo) / step) * step
  for (let exponent = first; 10 ** exponent <= hi; exponent += step) {
    for (const mantissa of mantissas) {
      // Written as a decimal and read back, so that 3e-4 is 0.0003 and not 0.00030000000000000003.
      const tick = Number(`${mantissa}e${exponent}`)
      if (tick >= lo * (1 - 1e-9) && tick <= hi * (1 + 1e-9)) found.push(tick)
    }
  }
  return found
}

/** Whether a value is 1, 2 or 5 times a power of ten: the ticks that carry a label first, and index contours. */
export function isRound(value: number): boolean {
  const mantissa = Number(value.toExponential(3).split('e')[0])
  return mantissa === 1 || mantissa === 2 || mantissa === 5
}
