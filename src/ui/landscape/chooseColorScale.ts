import { type ColorScale, createColorScale } from '../../charts/colorScale.ts'
import type { Choices } from '../../store/choices/choices.ts'

/** Highest values that the paper colours: 5 for loss, 40 % for error. */
const vmax: Partial<Record<Choices['quantity'], number>> = { nll: 5, loss: 5 }

/** What a person chooses about colours. */
export type ColorView = Pick<Choices, 'quantity' | 'scale' | 'palette' | 'rangeMin' | 'rangeMax'>

/** The colour scale of values under the view's choices. */
export function chooseColorScale(values: Float64Array | undefined, view: ColorView): ColorScale {
  const { quantity, scale, palette, rangeMin, rangeMax } = view
  const shares = quantity === 'error' || quantity === 'accuracy'
  const choices = {
    // Shares reach 0, where a logarithm ends.
    scale: shares ? 'linear' : palette === 'jet_r' && scale === 'log' ? 'paper' : scale,
    palette,
    reversed: quantity === 'accuracy',
    logAlpha: -5,
    ...(vmax[quantity] !== undefined && { vmax: vmax[quantity] }),
  } as const
  const automatic = createColorScale(values ?? new Float64Array(0), choices)
  if (rangeMin === null && rangeMax === null) return automatic
  const unit = shares ? 0.01 : 1
  const low = rangeMin === null ? automatic.lo : rangeMin * unit
  const high = rangeMax === null ? automatic.hi : rangeMax * unit
  if (!(low < high)) return automatic
  return createColorScale(values ?? new Float64Array(0), { ...choices, range: [low, high] })
}
