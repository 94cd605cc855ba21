import type { ColorScale } from '../../charts/colorScale.ts'
import type { FieldData } from '../../charts/paintField.ts'
import { fitWindow, type WindowSize, windowSize } from '../../core/planes/fitWindow.ts'
import type { Grid } from '../../core/planes/grid.ts'
import { type ColorView, chooseColorScale } from '../landscape/chooseColorScale.ts'

/** One colour scale for several fields: the same value has the same colour in each, and the same contours. */
export function shareColors(fields: readonly (FieldData | undefined)[], view: ColorView): ColorScale {
  const all = fields.flatMap((field) => (field ? [field.values] : []))
  const values = new Float64Array(all.reduce((sum, { length }) => sum + length, 0))
  let end = 0
  for (const one of all) {
    values.set(one, end)
    end += one.length
  }
  return chooseColorScale(values, view)
}

/** The smallest window that every grid fits into. */
export function shareWindow(grids: readonly Grid[]): WindowSize {
  const sizes = grids.map(windowSize)
  return {
    width: Math.max(...sizes.map(({ width }) => width)),
    height: Math.max(...sizes.map(({ height }) => height)),
  }
}

/** A field around its middle in a window of the given size; what lies outside of it stays calm. */
export function fitField(field: FieldData, size: WindowSize): FieldData {
  const { width, height } = windowSize(field.grid)
  if (width === size.width && height === size.height) return field
  const fitted = fitWindow(field, size)
  // Where nothing is known yet no value is missing either: the whole window stays calm.
  const isBlank = field.known !== undefined && Array.from(field.known).every((flag) => flag === 0)
  return { ...fitted, ...(isBlank && { known: new Uint8Array(fitted.known.length) }), complete: true }
}
