import { useElementSize } from '@mantine/hooks'
import { type PointerEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { drawColorBar } from '../../charts/drawColorBar.ts'
import { drawLandscapeField } from '../../charts/drawLandscapeField.ts'
import { drawLandscapeOverlay } from '../../charts/drawLandscapeOverlay.ts'
import { formatPercentTick, formatTick } from '../../charts/formatNumber.ts'
import type { LandscapeHandles, OverlayData, PlanePoint } from '../../charts/overlayData.ts'
import { sampleLandscape } from '../../core/planes/landscape.ts'
import { type ShownLandscape, selectField } from '../../store/landscapeSelectors.ts'
import { useColorScale } from '../landscape/useColorScale.ts'
import { useStudyState } from '../StudyContext.ts'
import { formatDistance, formatLoss, formatPercent } from '../texts/formatting.ts'
import { quantityLabel, quantityUnits } from '../texts/options.ts'
import { planeChartTexts } from '../texts/planeChart.ts'
import { useThemeName } from '../useThemeName.ts'
import classes from './planeChart.module.css'
import panelClasses from './planePanel.module.css'
import { pointUnder } from './pointUnder.ts'

interface PlaneChartProps {
  /** What the picture shows, in a few words. */
  readonly label: string
  readonly shown: ShownLandscape
  /** Marks and paths, which nobody can take. */
  readonly overlay: Omit<OverlayData, 'grid'>
  readonly axes: { readonly x: string; readonly y: string }
}

const barWidth = 68

/** A plane that stands beside the study's own, in its quantity and colours; pointing at it reads it. */
export function PlaneChart({ label, shown, overlay, axes }: PlaneChartProps) {
  const theme = useThemeName()
  const { ref, width, height } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const bar = useRef<SVGSVGElement>(null)
  const handles = useRef<LandscapeHandles>(undefined)
  const [hasNotFinite, setHasNotFinite] = useState(false)
  const [hover, setHover] = useState<PlanePoint>()
  const choices = useStudyState((state) => state.choices)
  const { split, quantity, evaluationDecay, contours } = choices
  const field = useMemo(
    () => selectField(shown, { split, quantity, evaluationDecay }),
    [shown, split, quantity, evaluationDecay],
  )
  const color = useColorScale(field.values, choices)
  const unit = quantityUnits[quantity]
  const formatValue = unit === '%' ? formatPercentTick : formatTick
  const hovered = hover && sampleLandscape(field, hover.x, hover.y)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that the chart reads from the page
  useLayoutEffect(() => {
    if (!canvas.current || !svg.current || width < 2 || height < 2) return
    const options = { width, height, color, contours, contourLabel: formatValue, marks: overlay.endpoints }
    const labels = { xLabel: axes.x, yLabel: axes.y }
    const drawn = drawLandscapeField({ canvas: canvas.current, svg: svg.current }, field, {
      ...options,
      ...labels,
    })
    setHasNotFinite(drawn.hasNotFinite)
  }, [field, color, width, height, contours, formatValue, axes, overlay, theme])

  useLayoutEffect(() => {
    if (!svg.current || width < 2 || height < 2) return
    const data = { ...overlay, grid: shown.grid, fixed: true, ...(hover && { hover }) }
    handles.current = drawLandscapeOverlay({ svg: svg.current }, data, { width, height })
  }, [overlay, shown, hover, width, height])

  useLayoutEffect(() => {
    if (!bar.current || height < 2) return
    const data = { color, unit, hasNotFinite, ...(hovered !== undefined && { hovered }) }
    drawColorBar(bar.current, data, { width: barWidth, height, formatValue })
  }, [color, unit, hasNotFinite, hovered, height, formatValue])

  const point = (event: PointerEvent<SVGSVGElement>) =>
    setHover(handles.current && pointUnder(handles.current, event))
  const write = unit === '%' ? formatPercent : formatLoss
  const name = quantityLabel(choices)
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        {label} <span className="quiet">{name}</span>
      </figcaption>
      <div className={classes.card}>
        <div ref={ref} className={classes.plot}>
          <div className={panelClasses.layers}>
            <canvas ref={canvas} />
            <svg
              ref={svg}
              role="img"
              aria-label={planeChartTexts.picture(label, name)}
              onPointerMove={point}
              onPointerDown={point}
              onPointerLeave={() => setHover(undefined)}
            />
          </div>
        </div>
        <svg
          ref={bar}
          role="img"
          aria-label={planeChartTexts.colors(name, [color.lo, color.hi].map(formatValue), unit)}
          width={barWidth}
          height={height}
        />
      </div>
      <output className="quiet">
        {hover && hovered !== undefined
          ? planeChartTexts.read(
              `${name} ${write(hovered)}`,
              formatDistance(hover.x),
              formatDistance(hover.y),
            )
          : planeChartTexts.point}
      </output>
    </figure>
  )
}
