import { drawLandscapeField, type FieldOptions, type LandscapeTarget } from './drawLandscapeField.ts'
import { drawLandscapeOverlay } from './drawLandscapeOverlay.ts'
import type { LandscapeHandles, OverlayData, OverlayOptions } from './overlayData.ts'
import type { FieldData } from './paintField.ts'

/** Draws a whole landscape, field and overlay; during a drag call `drawLandscapeOverlay` alone. */
export function drawLandscape(
  target: LandscapeTarget,
  data: { readonly field: FieldData; readonly overlay: Omit<OverlayData, 'grid'> },
  options: FieldOptions & OverlayOptions,
): LandscapeHandles & { readonly hasNotFinite: boolean } {
  const { hasNotFinite } = drawLandscapeField(target, data.field, options)
  const handles = drawLandscapeOverlay(target, { ...data.overlay, grid: data.field.grid }, options)
  return { ...handles, hasNotFinite }
}
