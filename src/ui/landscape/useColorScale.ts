import { useMemo } from 'react'
import type { ColorScale } from '../../charts/colorScale.ts'
import { type ColorView, chooseColorScale } from './chooseColorScale.ts'

/** The colour scale of the shown values under the view's choices. */
export function useColorScale(values: Float64Array | undefined, view: ColorView): ColorScale {
  const { quantity, scale, palette, rangeMin, rangeMax } = view
  return useMemo(
    () => chooseColorScale(values, { quantity, scale, palette, rangeMin, rangeMax }),
    [values, quantity, scale, palette, rangeMin, rangeMax],
  )
}
