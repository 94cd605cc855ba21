import { useElementSize } from '@mantine/hooks'
import { type PointerEvent, useLayoutEffect, useRef, useState } from 'react'
import type { ColorScale } from '../../charts/colorScale.ts'
import { drawColorBar } from '../../charts/drawColorBar.ts'
import { drawLandscapeField } from '../../charts/drawLandscapeField.ts'
import { drawLandscapeOverlay } from '../../charts/drawLandscapeOverlay.ts'
import { formatPercentTick, formatTick } from '../../charts/formatNumber.ts'
import type { LandscapeHandles, OverlayData, PlanePoint } from '../../charts/overlayData.ts'
import type { FieldData } from '../../charts/paintField.ts'
import classes from '../pictures/planePanel.module.css'
import { pointUnder } from '../pictures/pointUnder.ts'
import { publishedTexts } from '../texts/published.ts'
import { useThemeName } from '../useThemeName.ts'

interface PublishedPlotProps {
  readonly field: FieldData
  readonly overlay: OverlayData
  readonly color: ColorScale
  /** What is shown, for those who do not see it, and its unit. */
  readonly label: string
  readonly unit: string
  readonly axes: { readonly x: string; readonly y: string }
  readonly contours: boolean
  /** Whether there are values, and so a colour bar. */
  readonly hasValues: boolean
  readonly hoveredValue: number | undefined
  readonly onHover: (point: PlanePoint | undefined) => void
}

/** A plane from a file: heatmap, contours and marks that nobody can take; pointing at it reads it. */
export function PublishedPlot(props: PublishedPlotProps) {
  const { field, overlay, color, label, unit, axes, contours, hasValues, hoveredValue, onHover } = props
  const theme = useThemeName()
  const { ref, width, height } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const bar = useRef<SVGSVGElement>(null)
  const handles = useRef<LandscapeHandles>(undefined)
  const [hasNotFinite, setHasNotFinite] = useState(false)
  const [hover, setHover] = useState<PlanePoint>()
  const formatValue = unit === '%' ? formatPercentTick : formatTick

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that the chart reads from the page
  useLayoutEffect(() => {
    if (!canvas.current || !svg.current || width < 2 || height < 2) return
    const drawn = drawLandscapeField({ canvas: canvas.current, svg: svg.current }, field, {
      width,
      height,
      color,
      contours,
      contourLabel: formatValue,
      xLabel: axes.x,
      yLabel: axes.y,
    })
    setHasNotFinite(drawn.hasNotFinite)
  }, [field, color, width, height, contours, formatValue, axes, theme])

  useLayoutEffect(() => {
    if (!svg.current || width < 2 || height < 2) return
    const data = { ...overlay, ...(hover && { hover }) }
    handles.current = drawLandscapeOverlay({ svg: svg.current }, data, { width, height })
  }, [overlay, hover, width, height])

  useLayoutEffect(() => {
    if (!bar.current || height < 2) return
    const data = { color, unit, hasNotFinite, ...(hoveredValue !== undefined && { hovered: hoveredValue }) }
    drawColorBar(bar.current, data, { width: 68, height, formatValue })
  }, [color, unit, hasNotFinite, hoveredValue, height, formatValue])

  const point = (event: PointerEvent<SVGSVGElement>) => {
    const at = handles.current && pointUnder(handles.current, event)
    setHover(at)
    onHover(at)
  }
  const leave = () => {
    setHover(undefined)
    onHover(undefined)
  }
  return (
    <>
      <div ref={ref} className={classes.plot}>
        <div className={classes.layers}>
          <canvas ref={canvas} />
          <svg
            ref={svg}
            role="img"
            aria-label={publishedTexts.plane(label)}
            onPointerMove={point}
            onPointerDown={point}
            onPointerLeave={leave}
          />
        </div>
      </div>
      <svg
        ref={bar}
        role="img"
        aria-label={publishedTexts.colours(label, formatValue(color.lo), formatValue(color.hi), unit)}
        width={68}
        height={height}
        style={{ visibility: hasValues ? 'visible' : 'hidden' }}
      />
    </>
  )
}
