import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { ColorScale } from '../../charts/colorScale.ts'
import { drawFieldContours, drawLandscapeField } from '../../charts/drawLandscapeField.ts'
import { areContoursReady, prepareContours } from '../../charts/fieldContours.ts'
import type { ChartSize } from '../../charts/landscapeScales.ts'
import type { OverlayData } from '../../charts/overlayData.ts'
import type { FieldData } from '../../charts/paintField.ts'

interface FieldTargets {
  readonly canvas: RefObject<HTMLCanvasElement | null>
  readonly svg: RefObject<SVGSVGElement | null>
}

interface FieldDrawing extends ChartSize {
  readonly field: FieldData | undefined
  readonly overlay: Pick<OverlayData, 'endpoints' | 'bends' | 'curve'> | undefined
  readonly color: ColorScale
  readonly contours: boolean
  readonly formatValue: (value: number) => string
  readonly axes: { readonly x: string; readonly y: string }
}

/** Draws heatmap and axes at once, and contours as soon as they are traced; tells whether a value is not finite. */
export function useFieldDrawing({ canvas, svg }: FieldTargets, drawing: FieldDrawing): boolean {
  const { field, overlay, color, width, height, contours, formatValue, axes } = drawing
  const [hasNotFinite, setHasNotFinite] = useState(false)
  // Read where the field is drawn: labels of contours keep away from marks as they are then, and do not follow a drag.
  const marked = useRef(overlay)
  marked.current = overlay
  const contoured = useRef<Float64Array>(undefined)

  useLayoutEffect(() => {
    if (!canvas.current || !svg.current || !field || width < 2 || height < 2) return
    const target = { canvas: canvas.current, svg: svg.current }
    const optionsWith = (lines: boolean | 'kept') => ({
      width,
      height,
      color,
      contours: lines,
      contourLabel: formatValue,
      marks: [...(marked.current?.endpoints ?? []), ...(marked.current?.bends ?? [])],
      paths: marked.current?.curve ?? [],
      xLabel: axes.x,
      yLabel: axes.y,
    })
    const isReady = !contours || !field.complete || areContoursReady(field, color.levels)
    // Lines of other levels of the same values stay until the new ones are traced, those of other values go.
    const lines = isReady ? contours : contoured.current === field.values && 'kept'
    if (lines !== 'kept') contoured.current = lines ? field.values : undefined
    setHasNotFinite(drawLandscapeField(target, field, optionsWith(lines)).hasNotFinite)
    if (isReady) return
    const abort = new AbortController()
    void prepareContours(field, color.levels, abort.signal).then((done) => {
      if (!done) return
      contoured.current = field.values
      drawFieldContours(target, field, optionsWith(true))
    })
    return () => abort.abort()
  }, [canvas, svg, field, color, width, height, contours, formatValue, axes])
  return hasNotFinite
}
