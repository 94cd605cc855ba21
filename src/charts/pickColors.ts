import type { ColorScale } from './colorScale.ts'
import { paletteSize, paletteTable } from './palettes.ts'

/** The colours of a field. */
export interface PickedColors {
  /** RGBA, 0…255, four per value in the order of the values; transparent where there is no number to show. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>
  /** Whether a computed value is NaN or infinite. */
  readonly hasNotFinite: boolean
}

/**
 * Colours for values. `known[i] = 0` marks a cell that is not computed yet; all are known without it. `into` takes the
 * colours of a former call of the same length, so that a repaint allocates nothing.
 */
export function pickColors(
  values: ArrayLike<number>,
  options: {
    readonly color: ColorScale
    readonly known?: ArrayLike<number> | undefined
    readonly into?: Uint8ClampedArray<ArrayBuffer> | undefined
  },
): PickedColors {
  const { color, known } = options
  const count = values.length
  const rgba = options.into?.length === count * 4 ? options.into : new Uint8ClampedArray(count * 4)
  const table = paletteTable(color.palette, color.reversed)
  let hasNotFinite = false
  for (let i = 0, at = 0; i < count; i++, at += 4) {
    const value = values[i] as number
    const isKnown = known === undefined || known[i] !== 0
    if (!isKnown || !Number.isFinite(value)) {
      if (isKnown) hasNotFinite = true
      rgba[at + 3] = 0
      continue
    }
    const entry = Math.round(color.position(value) * (paletteSize - 1)) * 3
    rgba[at] = table[entry] as number
    rgba[at + 1] = table[entry + 1] as number
    rgba[at + 2] = table[entry + 2] as number
    rgba[at + 3] = 255
  }
  return { rgba, hasNotFinite }
}
