import { useElementSize } from '@mantine/hooks'
import {
  lazy,
  type RefObject,
  Suspense,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { drawColorBar } from '../../charts/drawColorBar.ts'
import { drawLandscapeOverlay } from '../../charts/drawLandscapeOverlay.ts'
import { formatPercentTick, formatTick } from '../../charts/formatNumber.ts'
import type { LandscapeHandles, PlanePoint } from '../../charts/overlayData.ts'
import { setChoices } from '../../store/choices/editing.ts'
import { selectFrame } from '../../store/film/watching.ts'
import { selectField, selectLandscape } from '../../store/landscape/landscapeSelectors.ts'
import { selectSurface } from '../../store/landscape/surfaceSelectors.ts'
import { selectHeld } from '../../store/path/pathSelectors.ts'
import type { LiveCurve } from '../../store/results.ts'
import { placeLiveCurve } from '../../store/running/liveSelectors.ts'
import panelClasses from '../pictures/planePanel.module.css'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { shownLabel } from '../texts/experiments/overPlane.ts'
import { formatDistance } from '../texts/formatting.ts'
import { quantityUnits } from '../texts/options.ts'
import { offPlaneText, planeTexts } from '../texts/plane.ts'
import { planeChartTexts } from '../texts/planeChart.ts'
import { planeAxes } from '../texts/planeKinds.ts'
import classes from './landscape.module.css'
import { createFieldData, createFrameData, createOverlay, filmView, paintedField } from './landscapeView.ts'
import { useBendDrag } from './useBendDrag.ts'
import { useColorScale } from './useColorScale.ts'
import { useCurveHover } from './useCurveHover.ts'
import { useFieldDrawing } from './useFieldDrawing.ts'
import { usePlaneGestures } from './usePlaneGestures.ts'
import { usePlaneKeys } from './usePlaneKeys.ts'

// A page that shows a map alone loads no three.js.
const ReliefPlot = lazy(async () => ({ default: (await import('./ReliefPlot.tsx')).ReliefPlot }))

/** Up to this width there is no room for long names beside marks. */
const narrowWidth = 420

/** Surfaces are shares, coloured as errors are, whatever ends were typed for another quantity. */
const surfaceView = { quantity: 'error', rangeMin: null, rangeMax: null } as const

interface LandscapePlotProps {
  readonly hover: PlanePoint | undefined
  readonly hoveredValue: number | undefined
  readonly onHover: (point: PlanePoint | undefined) => void
}

/** The curve in training, placed in the plane that follows its bend, kept from event to event so that it never flips. */
function useLiveCurve(): LiveCurve | undefined {
  const event = useStudyState(({ live }) => (live.landscape ? undefined : live.curve))
  const curve = useStudyState(({ choices }) => choices.curve)
  const selectedBend = useStudyState(({ choices }) => choices.selectedBend)
  const last = useRef<LiveCurve>(undefined)
  const placed = useMemo(
    () => event && placeLiveCurve(event, { curve, selectedBend }, last.current),
    [event, curve, selectedBend],
  )
  last.current = placed
  return placed
}

/** What is painted and what lies on it; each is made anew only when its own part of the study changes. */
function useView() {
  const shown = useStudyState(selectLandscape)
  const { split, quantity, evaluationDecay, curve: kind, t } = useStudyState(({ choices }) => choices)
  const held = useStudyState(selectHeld)
  const picks = useStudyState(({ choices }) => choices.picks)
  const frame = useStudyState(selectFrame)
  const filmGrid = useStudyState(({ film }) => film?.grid)
  const training = useLiveCurve()
  const live = frame?.curve ?? training
  const surface = useStudyState(selectSurface)
  const field = useMemo(
    () =>
      frame && filmGrid
        ? createFrameData(frame, filmGrid)
        : surface && !live
          ? paintedField(surface)
          : createFieldData(shown, { split, quantity, evaluationDecay }, live),
    [frame, filmGrid, shown, split, quantity, evaluationDecay, live, surface],
  )
  const hoverT = useStudyState((state) => state.hoverT)
  const overlay = useMemo(
    () => createOverlay({ shown, live, filmGrid: frame && filmGrid, kind, held, picks, t, hoverT }),
    [shown, live, frame, filmGrid, kind, held, picks, t, hoverT],
  )
  const axes = useMemo(() => planeAxes(live ? undefined : shown?.frame), [live, shown])
  return {
    field,
    overlay,
    isFilm: frame !== undefined,
    isSurface: !live && surface !== undefined,
    axes,
  }
}

/** Whether the relief is there and whether it covers the map, which stays until the relief is drawn and comes back when it lies flat. */
function useRelief() {
  const study = useStudy()
  const isRaised = useStudyState(({ choices }) => choices.view === '3d')
  const [isAtOnce] = useState(isRaised)
  const [isThere, setThere] = useState(isRaised)
  const [covers, setCovers] = useState(false)
  if (isRaised && !isThere) setThere(true)
  const onShown = useCallback(() => setCovers(true), [])
  const onFlat = useCallback(() => {
    setThere(false)
    setCovers(false)
  }, [])
  const onFailed = useCallback(
    (why: 'missing' | 'lost') => {
      onFlat()
      setChoices(study, { view: '2d' })
      study.store.setState({ notice: { kind: 'no-relief', why } })
    },
    [study, onFlat],
  )
  return { isRaised, isAtOnce, isThere, covers, onShown, onFlat, onFailed }
}

/** Heatmap, contours, curve and bend with their gestures, and the colour bar; in 3-D the relief in their place. */
export function LandscapePlot({ hover, hoveredValue, onHover }: LandscapePlotProps) {
  const { ref, width, height } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const bar = useRef<SVGSVGElement>(null)
  const layers = useRef<HTMLDivElement>(null)
  const handles = useRef<LandscapeHandles | undefined>(undefined)
  const { field, overlay, isFilm, isSurface, axes } = useView()
  const chosen = useStudyState((state) => state.choices)
  // A film tells train nll, in the colours of the landscape that it ends with.
  const choices = useMemo(
    () => (isFilm ? { ...chosen, ...filmView } : isSurface ? { ...chosen, ...surfaceView } : chosen),
    [isFilm, isSurface, chosen],
  )
  const label = shownLabel(isFilm ? { ...choices, surface: 'none' } : choices)
  const final = useStudyState(({ results }) => results.landscape)
  const colored = isFilm && final ? selectField(final, filmView).values : field?.values
  const probe = useStudyState((state) => state.probe)
  const color = useColorScale(colored, choices)
  const unit = quantityUnits[choices.quantity]
  const hasValues = field?.known === undefined ? field !== undefined : field.known.length > 4
  const formatValue = unit === '%' ? formatPercentTick : formatTick
  const relief = useRelief()
  const { covers } = relief
  const hasNotFinite = useFieldDrawing(
    { canvas, svg },
    {
      field: covers ? undefined : field,
      overlay,
      color,
      width,
      height,
      contours: choices.contours,
      formatValue,
      axes,
    },
  )

  useLayoutEffect(() => {
    if (!svg.current || !overlay || covers || width < 2 || height < 2) return
    handles.current = drawLandscapeOverlay(
      { svg: svg.current },
      { ...overlay, ...(hover && { hover }), ...(probe && { probe }) },
      {
        width,
        height,
        describeDistance: (distance) => offPlaneText(formatDistance(distance), width < narrowWidth),
      },
    )
  }, [overlay, hover, probe, covers, width, height])

  useLayoutEffect(() => {
    if (!bar.current || height < 2) return
    drawColorBar(
      bar.current,
      { color, unit, hasNotFinite, ...(hoveredValue !== undefined && { hovered: hoveredValue }) },
      { width: 68, height, formatValue, notFiniteLabel: planeChartTexts.notFinite },
    )
  }, [color, unit, hasNotFinite, hoveredValue, height, formatValue])

  useBendDrag(svg, handles, overlay)
  useCurveHover(covers ? undefined : hover, overlay, handles)
  usePlaneGestures({ svg, layers: layers as RefObject<HTMLElement | null>, handles, onHover })
  usePlaneKeys({ svg, handles, onHover })
  return (
    <>
      <div ref={ref} className={panelClasses.plot}>
        <div ref={layers} className={panelClasses.layers} hidden={!field || covers}>
          <canvas ref={canvas} />
          <svg
            ref={svg}
            className={classes.map}
            role="application"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys read, probe and zoom it
            tabIndex={0}
            aria-label={planeTexts.label(label)}
          />
        </div>
        {relief.isThere && field && overlay && (
          <Suspense fallback={null}>
            <ReliefPlot
              {...{ field, overlay, color, axes, label, unit, formatValue, width, height, hover, onHover }}
              contours={choices.contours}
              isRaised={relief.isRaised}
              isAtOnce={relief.isAtOnce}
              onShown={relief.onShown}
              onFlat={relief.onFlat}
              onFailed={relief.onFailed}
            />
          </Suspense>
        )}
      </div>
      <svg
        ref={bar}
        role="img"
        aria-label={planeTexts.colors(label, [color.lo, color.hi].map(formatValue), unit)}
        width={68}
        height={height}
        style={{ visibility: hasValues ? 'visible' : 'hidden' }}
      />
    </>
  )
}
