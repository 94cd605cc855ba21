const minus = '−'

/**
 * Formats a figure for tables and readouts with about `digits` significant digits and fixed decimals per magnitude, so
 * that tabular digits align: `.072`, `1.34`, `14.1`; tiny ones as `7.2e-5`; NaN as `–`, infinities as `∞`.
 */
export function formatFigure(value: number, digits = 3): string {
  if (Number.isNaN(value)) return '–'
  const sign = value < 0 ? minus : ''
  const size = Math.abs(value)
  if (size === Number.POSITIVE_INFINITY) return `${sign}∞`
  if (size !== 0 && (size < 0.5 * 10 ** -digits || size >= 1e6)) return sign + exponential(size, 1)
  const integerDigits = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1
  const text = size.toFixed(Math.max(0, digits - integerDigits))
  return (Number(text) === 0 ? '' : sign) + text.replace(/^0\./, '.')
}

/** Formats a share 0…1 as a percentage with `decimals` decimals: `95.9 %`; NaN as `–`. */
export function formatPercent(share: number, decimals = 1): string {
  if (Number.isNaN(share)) return '–'
  const text = Math.abs(share * 100).toFixed(decimals)
  return `${share < 0 && Number(text) !== 0 ? minus : ''}${text}\u00a0%`
}

/** Formats an axis tick as short as it can be read exactly: `0.08`, `2`, `−1`, `1e-4`, `2e5`. */
export function formatTick(value: number): string {
  if (value === 0) return '0'
  const sign = value < 0 ? minus : ''
  const size = Number(Math.abs(value).toPrecision(6))
  if (size < 1e-3 || size >= 1e5) return sign + exponential(size, 5)
  return sign + String(size)
}

/** Formats a tick of a share 0…1 in per cent, without the sign: `2.5`, `100`. */
export function formatPercentTick(share: number): string {
  return formatTick(share * 100)
}

function exponential(size: number, decimals: number): string {
  const [mantissa = '', exponent = ''] = size.toExponential(decimals).split('e')
  return `${Number(mantissa)}e${Number(exponent)}`
}
