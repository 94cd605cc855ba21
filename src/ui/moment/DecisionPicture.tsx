import { useElementSize } from '@mantine/hooks'
import { type PointerEvent, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { decisionHeight, decisionScales } from '../../charts/decisionScales.ts'
import { drawDecision } from '../../charts/drawDecision.ts'
import type { Grid } from '../../core/planes/grid.ts'
import { useStudyState } from '../StudyContext.ts'
import { decisionTexts } from '../texts/moment.ts'
import { useThemeName } from '../useThemeName.ts'
import { findPoint, pointsOf, shownField } from './decisionData.ts'
import { useWants } from './follower.ts'
import classes from './moment.module.css'
import { useMomentView } from './useMoment.ts'

/** A point under the pointer. */
export interface PointUnder {
  readonly split: 'train' | 'test'
  readonly row: number
}

interface DecisionPictureProps {
  readonly splits: 'train' | 'test' | 'both'
  /** As high as the data want it, or a flat one above a list. */
  readonly tall?: boolean
  /** Rows of the test split to be ringed; the wrong ones without them. */
  readonly ringed?: readonly number[]
  /** Whether both paths are compared beside it. */
  readonly compares?: boolean
  readonly everything?: boolean
  readonly onPoint: (point: PointUnder | undefined) => void
}

/** What the network at t decides at every place of the plane, at the resolution of the screen, and the points of the data. */
export function DecisionPicture(props: DecisionPictureProps) {
  const { splits, tall = false, ringed, compares = false, everything = false, onPoint } = props
  const { ref, width } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const theme = useThemeName()
  const samples = useStudyState((state) => state.moment?.samples)
  const coarse = useStudyState((state) => state.moment?.coarse)
  const sharp = useStudyState((state) => state.moment?.sharp)
  const hovered = useStudyState((state) => state.hoveredSamples)
  const view = useMomentView()
  const all = useMemo(() => [...(samples?.train?.raw ?? []), ...(samples?.test.raw ?? [])], [samples])
  const layout = useMemo(() => {
    const height = decisionHeight(all, width, tall ? { min: 190, max: 330 } : { min: 150, max: 190 })
    return { width, height, scales: decisionScales(all, { width, height }) }
  }, [all, width, tall])
  const window = useMemo(() => windowOf(layout), [layout])
  useWants(
    useMemo(
      () => ({ window: width < 2 || all.length === 0 ? undefined : window, compares, everything }),
      [window, width, all, compares, everything],
    ),
  )
  const field = useMemo(() => shownField({ coarse, sharp, moment: view?.moment }), [coarse, sharp, view])
  const points = useMemo(
    () => pointsOf({ samples, view, splits, ringed, hovered }),
    [samples, view, splits, ringed, hovered],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the theme
  useLayoutEffect(() => {
    if (!canvas.current || !svg.current || width < 2) return
    const [xLabel, yLabel] = decisionTexts.axes
    drawDecision(
      { canvas: canvas.current, svg: svg.current },
      { field, splits: points },
      { ...layout, xLabel, yLabel },
    )
  }, [field, points, layout, width, theme])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the picture goes
  useEffect(() => () => onPoint(undefined), [])
  const move = (event: PointerEvent<SVGSVGElement>) => {
    if (event.pointerType !== 'mouse') return
    const box = event.currentTarget.getBoundingClientRect()
    onPoint(findPoint(points, layout.scales, { x: event.clientX - box.left, y: event.clientY - box.top }))
  }
  const wrong = view ? view.labels.filter((label, row) => view.classes[row] !== label).length : 0
  return (
    <div ref={ref} className={classes.picture} style={{ height: layout.height }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={decisionTexts.label(view?.moment.t ?? 0, wrong, view?.labels.length ?? 0)}
        data-sharp={field !== undefined && field === sharp}
      />
      <svg ref={svg} aria-hidden onPointerMove={move} onPointerLeave={() => onPoint(undefined)} />
    </div>
  )
}

/** What is seen of the plane, with a sample for every point of the screen. */
function windowOf({ scales }: { readonly scales: ReturnType<typeof decisionScales> }): Grid {
  const { plot, xScale, yScale } = scales
  const ratio = globalThis.devicePixelRatio || 1
  const [left = 0, right = 1] = xScale.domain()
  const [low = 0, high = 1] = yScale.domain()
  return {
    x: { min: left, max: right, count: Math.max(2, Math.round(plot.width * ratio)) },
    y: { min: low, max: high, count: Math.max(2, Math.round(plot.height * ratio)) },
  }
}
