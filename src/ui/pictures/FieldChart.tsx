import { useElementSize } from '@mantine/hooks'
import { type PointerEvent, useLayoutEffect, useRef, useState } from 'react'
import type { ColorScale } from '../../charts/colorScale.ts'
import { drawColorBar } from '../../charts/drawColorBar.ts'
import { drawLandscapeField } from '../../charts/drawLandscapeField.ts'
import { drawLandscapeOverlay } from '../../charts/drawLandscapeOverlay.ts'
import { formatPercentTick, formatTick } from '../../charts/formatNumber.ts'
import type { LandscapeHandles, OverlayData, PlanePoint } from '../../charts/overlayData.ts'
import type { FieldData } from '../../charts/paintField.ts'
import { formatDistance } from '../texts/formatting.ts'
import { offPlaneText } from '../texts/plane.ts'
import { planeChartTexts } from '../texts/planeChart.ts'
import { useThemeName } from '../useThemeName.ts'
import classes from './planePanel.module.css'
import { pointUnder } from './pointUnder.ts'

interface FieldChartProps {
  readonly field: FieldData
  /** Marks and paths, which nobody can take. */
  readonly overlay: OverlayData
  readonly color: ColorScale
  /** `nats`, or `%` for shares. */
  readonly unit: string
  /** What the plane and its colours show, for those who do not see them. */
  readonly label: string
  readonly barLabel: (from: string, to: string) => string
  readonly axes: { readonly x: string; readonly y: string }
  readonly contours: boolean
  /** Whether there are values, and so a colour bar. */
  readonly hasValues?: boolean
  readonly hoveredValue: number | undefined
  /** Told the point under the pointer, and how the plane is drawn just then. */
  readonly onHover: (point: PlanePoint | undefined, handles?: LandscapeHandles) => void
  /** The plot's own class, where it does not fill its panel. */
  readonly className?: string | undefined
}

const barWidth = 68
/** Up to this width there is no room for long names beside marks. */
const narrowWidth = 420

/** A plane that can be read but not changed: heatmap, contours and marks, and its colour bar beside it. */
export function FieldChart(props: FieldChartProps) {
  const { field, overlay, color, unit, label, barLabel, axes, contours, hoveredValue, onHover } = props
  const { hasValues = true, className = classes.plot } = props
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
      marks: overlay.endpoints,
      xLabel: axes.x,
      yLabel: axes.y,
    })
    setHasNotFinite(drawn.hasNotFinite)
  }, [field, color, width, height, contours, formatValue, axes, overlay.endpoints, theme])

  useLayoutEffect(() => {
    if (!svg.current || width < 2 || height < 2) return
    const data = { ...overlay, fixed: true, ...(hover && { hover }) }
    handles.current = drawLandscapeOverlay({ svg: svg.current }, data, {
      width,
      height,
      describeDistance: (distance) => offPlaneText(formatDistance(distance), width < narrowWidth),
    })
  }, [overlay, hover, width, height])

  useLayoutEffect(() => {
    if (!bar.current || height < 2) return
    const data = { color, unit, hasNotFinite, ...(hoveredValue !== undefined && { hovered: hoveredValue }) }
    drawColorBar(bar.current, data, {
      width: barWidth,
      height,
      formatValue,
      notFiniteLabel: planeChartTexts.notFinite,
    })
  }, [color, unit, hasNotFinite, hoveredValue, height, formatValue])

  const point = (event: PointerEvent<SVGSVGElement>) => {
    const at = handles.current && pointUnder(handles.current, event)
    setHover(at)
    onHover(at, handles.current)
  }
  const leave = () => {
    setHover(undefined)
    onHover(undefined)
  }
  return (
    <>
      <div ref={ref} className={className}>
        <div className={classes.layers}>
          <canvas ref={canvas} />
          <svg
            ref={svg}
            role="img"
            aria-label={label}
            onPointerMove={point}
            onPointerDown={point}
            onPointerLeave={leave}
          />
        </div>
      </div>
      <svg
        ref={bar}
        role="img"
        aria-label={barLabel(formatValue(color.lo), formatValue(color.hi))}
        width={barWidth}
        height={height}
        style={{ visibility: hasValues ? 'visible' : 'hidden' }}
      />
    </>
  )
}
