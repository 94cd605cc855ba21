import { useMemo } from 'react'
import { type ColorScale, createColorScale } from '../../charts/colorScale.ts'
import type { PublishedLayer } from '../../protocol/publishedResult.ts'
import type { Choices } from '../../store/choices/choices.ts'
import { isEigenvalue, isShare } from '../texts/published.ts'

/** Highest loss that gets a colour of its own, as in the paper. */
const highestLoss = 5

/** Whether a layer can be shown on a logarithmic scale. */
export function allowsLog(layer: Pick<PublishedLayer, 'quantity'>): boolean {
  return !isShare(layer) && !isEigenvalue(layer)
}

/** The colour scale of a layer, from the values of the file; of a difference from its own. */
export function usePublishedColor(
  layer: PublishedLayer | undefined,
  difference: Float64Array | undefined,
  { scale, palette }: Pick<Choices, 'scale' | 'palette'>,
): ColorScale {
  return useMemo(() => {
    const values = difference ?? layer?.values ?? new Float64Array(0)
    const isLoss = layer !== undefined && allowsLog(layer) && !difference
    return createColorScale(values, {
      scale: !isLoss ? 'linear' : palette === 'jet_r' && scale === 'log' ? 'paper' : scale,
      palette,
      reversed: layer?.quantity === 'accuracy' && !difference,
      logAlpha: -5,
      ...(isLoss && { vmax: highestLoss }),
    })
  }, [layer, difference, scale, palette])
}
