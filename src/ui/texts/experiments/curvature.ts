import { formatLoss } from '../formatting.ts'

/** What the page says of *Hessian eigenvalues* as an experiment. */
export const curvatureText = {
  title: 'Hessian eigenvalues',
  shows:
    'How sharply the mean train nll bends in the directions in which it bends most: the outermost eigenvalues of its Hessian, batch norm frozen, at points of the curve, of the segment or of the plane.',
  doesNot:
    'It says nothing of the thousands of eigenvalues between, and sharpness alone does not tell how well a network generalises: rescaling the layers of a ReLU network changes it and nothing else.',
  run: 'Find the eigenvalues',
  again: 'Find again',
  reading: 'science#curvature',
} as const

/** Words of *Hessian eigenvalues*. */
export const curvatureTexts = {
  alongPath: 'Eigenvalues along t',
  byRank: 'Eigenvalues at the point, by rank',
  t: 't',
  rank: 'rank',
  value: 'eigenvalue, nats per squared distance',
  largest: (rank: number) => `λ${toSubscript(rank)}`,
  smallest: (rank: number) => (rank === 1 ? 'λ smallest' : `λ smallest ${rank}`),
  largestOnes: 'largest',
  smallestOnes: 'smallest',
  table: 'Eigenvalues and how well they are known',
  allRows: 'all',
  place: 'at',
  placeT: 't',
  atPoint: 'point of the plane',
  nll: 'train nll',
  products: 'products',
  state: 'state',
  converged: 'converged',
  running: 'running',
  notConverged: 'not converged',
  rows: (count: string) => `Over ${count} rows.`,
  pair: (value: number, bound: number) => `${formatEigenvalue(value)}\u00a0±\u00a0${formatBound(bound)}`,
  help: (tolerance: number) =>
    `A true eigenvalue lies within ± of each: the residual ‖Hv − λv‖, or 2·10⁻⁵ of the largest where that is more, since products are computed in float32. Converged: every residual is at most ${tolerance} of the largest.`,
  unfinished:
    'Some points reached the most products before they converged: allow more of them, or a larger tolerance.',
  statistics: {
    recomputed: 'Batch norm is frozen at the statistics of each point, recomputed over the train split.',
    stored: 'Batch norm is frozen at the stored statistics.',
  },
  takeProbe: 'Take the probed point',
  noProbe: 'Click the landscape to probe a point; it can be taken from there.',
  empty: 'appears with the first products',
} as const

function toSubscript(rank: number): string {
  return String(rank).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] ?? digit)
}

/** Four digits are within what Lanczos is asked for. */
function formatEigenvalue(value: number): string {
  if (!Number.isFinite(value)) return formatLoss(value)
  const size = Math.abs(value)
  if (size === 0) return '0'
  return size >= 1e4 || size < 1e-3 ? value.toExponential(1) : value.toPrecision(4)
}

function formatBound(value: number): string {
  return value === 0 ? '0' : value.toExponential(0)
}
