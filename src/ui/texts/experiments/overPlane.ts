import type { Choices } from '../../../store/choices/choices.ts'
import type { SurfaceName } from '../../../store/landscape/surfaceSelectors.ts'
import { formatFixed } from '../formatting.ts'
import { quantityLabel } from '../options.ts'

/** Names of the surfaces, as a menu and a legend say them. */
export const surfaceTexts: Readonly<Record<SurfaceName, string>> = {
  ensemble: 'ensemble error with w₁',
  calibration: 'ensemble ECE with w₁',
  disagreement: 'disagreement with w₁',
}

/** Words for what the landscape shows: a surface, else a quantity with its split. */
export function shownLabel({ surface, ...view }: Pick<Choices, 'split' | 'quantity' | 'surface'>): string {
  return surface === 'none' ? quantityLabel(view) : `test, ${surfaceTexts[surface]}`
}

/** The surface that is shown; empty where none is. */
export function nameOfSurface({ surface }: Pick<Choices, 'surface'>): string {
  return surface === 'none' ? '' : surfaceTexts[surface]
}

/** Words of ensembles over the plane. */
export const overPlaneTexts = {
  show: (name: string) => `Show ${name}`,
  group: 'Test, with w₁',
  empty: 'The figures appear here when the plane has been compared.',
  table: 'Over the grid, test split',
  columns: { least: 'least', at: 'at (x, y)', mean: 'mean', most: 'most' },
  place: (x: number, y: number) => `${formatFixed(x, 1)}, ${formatFixed(y, 1)}`.replaceAll('-', '−'),
  alone: 'error of P alone',
  aloneHere: (error: string) => `alone ${error}`,
  help: 'Every point P of the landscape’s grid, with w₁: the ensemble says the mean of both networks’ probabilities; they disagree on a sample where their classes differ.',
} as const
