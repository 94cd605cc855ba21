/** Seconds for a person: `4 s`, `2 min 10 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 1) return 'under 1 s'
  const whole = Math.ceil(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  const rest = whole % 60
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`
}

/** A number with fixed decimals; what rounds to zero has no sign. */
export function formatFixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  return Number(text) === 0 ? text.replace('-', '') : text
}

/** A share as percent with one decimal. */
export function formatPercent(share: number): string {
  return Number.isFinite(share) ? `${formatFixed(share * 100, 1)} %` : 'not finite'
}

/** A loss with three significant digits, as a table wants it. */
export function formatLoss(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : '∞'
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size >= 1000 || size < 0.001) return value.toExponential(1)
  return size >= 100
    ? value.toFixed(0)
    : size >= 10
      ? value.toFixed(1)
      : size >= 1
        ? value.toFixed(2)
        : value.toFixed(3)
}

/** A loss beside another one: where both would read the same, it gets up to three more decimals, until they differ. */
export function formatLossBeside(value: number, other: number): string {
  const plain = formatLoss(value)
  if (value === other || plain !== formatLoss(other) || !/^-?\d+(\.\d+)?$/.test(plain)) return plain
  const decimals = plain.split('.')[1]?.length ?? 0
  const enough = [1, 2].find((more) => value.toFixed(decimals + more) !== other.toFixed(decimals + more))
  return value.toFixed(decimals + (enough ?? 3))
}

/** A distance in weight space. */
export function formatDistance(value: number): string {
  if (Math.abs(value) >= 1e6) return value.toExponential(1)
  return formatFixed(value, Math.abs(value) >= 100 ? 0 : 2)
}

/** Whole numbers with thin groups: `3 466`. */
export function formatCount(value: number): string {
  return value.toLocaleString('en').replaceAll(',', ' ')
}

/** The size of a file: `812 B`, `13.6 kB`, `1.20 GB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB']
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3))
  return `${power === 0 ? bytes : (bytes / 1000 ** power).toPrecision(3)} ${units[power]}`
}
