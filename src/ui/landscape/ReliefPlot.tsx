import { useReducedMotion } from '@mantine/hooks'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ColorScale } from '../../charts/colorScale.ts'
import type { LandscapeHandles, OverlayData, PlanePoint } from '../../charts/overlayData.ts'
import type { FieldData } from '../../charts/paintField.ts'
import { createRelief, type Relief } from '../../charts/relief/createRelief.ts'
import '../../charts/relief/relief.css'
import { readInk } from '../../charts/relief/reliefInk.ts'
import { topViewpoint, usualViewpoint } from '../../charts/relief/viewpoint.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { formatDistance } from '../texts/formatting.ts'
import { offPlaneText } from '../texts/plane.ts'
import { reliefTexts } from '../texts/relief.ts'
import { useThemeName } from '../useThemeName.ts'
import { ReliefTools } from './ReliefTools.tsx'
import classes from './relief.module.css'
import { keepViewpoint, lastViewpoint } from './reliefViewpoint.ts'
import { useBendDrag } from './useBendDrag.ts'
import { useCurveHover } from './useCurveHover.ts'
import { useCurveValues } from './useCurveValues.ts'
import { useReliefGestures } from './useReliefGestures.ts'

/** The change between map and relief, and from one view to another. */
const raiseMs = 700
const moveMs = 450

/** Up to this width there is no room for long names beside marks. */
const narrowWidth = 420

interface ReliefPlotProps {
  readonly field: FieldData
  readonly overlay: Omit<OverlayData, 'hover' | 'probe'>
  readonly color: ColorScale
  readonly contours: boolean
  readonly axes: { readonly x: string; readonly y: string }
  /** What is shown, such as `train nll`, and its unit. */
  readonly label: string
  readonly unit: string
  readonly formatValue: (value: number) => string
  readonly width: number
  readonly height: number
  readonly hover: PlanePoint | undefined
  readonly onHover: (point: PlanePoint | undefined) => void
  /** Whether the relief is wanted; where not, it lies down. */
  readonly isRaised: boolean
  /** Whether it is there from the start, with nothing that it rises from. */
  readonly isAtOnce: boolean
  /** It is drawn, so that the heatmap under it can go. */
  readonly onShown: () => void
  /** It lies flat, and the heatmap can come back in its place. */
  readonly onFlat: () => void
  /** The browser cannot draw it, or no longer. */
  readonly onFailed: (why: 'missing' | 'lost') => void
}

/** Makes the relief for as long as the component stands. */
function useRelief(
  refs: { readonly host: RefObject<HTMLDivElement | null>; readonly svg: RefObject<SVGSVGElement | null> },
  onFailed: ReliefPlotProps['onFailed'],
): RefObject<Relief | undefined> {
  const study = useStudy()
  const relief = useRef<Relief>(undefined)
  const { host, svg } = refs
  useLayoutEffect(() => {
    if (!host.current || !svg.current) return
    const target = { host: host.current, svg: svg.current }
    const made = createRelief(target, lastViewpoint(study) ?? usualViewpoint, {
      onLost: () => onFailed('lost'),
      onView: (viewpoint) => keepViewpoint(study, viewpoint),
    })
    relief.current = made
    if (!made) onFailed('missing')
    return () => {
      relief.current = undefined
      made?.dispose()
    }
  }, [study, host, svg, onFailed])
  return relief
}

/** What its bends are taken by, as it is at the moment of asking. */
function handlesOf(relief: RefObject<Relief | undefined>) {
  return {
    get current() {
      const drawn = relief.current
      const handles: LandscapeHandles | undefined = drawn?.handles()
      return drawn && handles && { ...handles, takeBend: drawn.takeBend }
    },
  }
}

/** The landscape as a relief that can be turned, with everything that lies on the heatmap. */
export function ReliefPlot(props: ReliefPlotProps) {
  const { field, overlay, color, contours, axes, label, unit, formatValue, width, height } = props
  const { hover, onHover, isRaised, isAtOnce, onShown, onFlat, onFailed } = props
  const host = useRef<HTMLDivElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const still = useReducedMotion() ?? false
  const theme = useThemeName()
  const ink = useMemo(() => readInk(theme), [theme])
  const relief = useRelief({ host, svg }, onFailed)
  const probe = useStudyState((state) => state.probe)
  const isDragging = useStudyState(({ drag }) => drag !== undefined)
  const t = useStudyState(({ choices }) => choices.t)
  const curveValues = useCurveValues(overlay.curve?.length ?? 0)
  const [isSpinning, setSpinning] = useState(false)

  useLayoutEffect(() => {
    if (!relief.current || width < 2 || height < 2) return
    relief.current.update(
      { field, overlay: { ...overlay, ...(hover && { hover }), ...(probe && { probe }) }, curveValues, t },
      {
        width,
        height,
        color,
        contours,
        ink,
        xLabel: axes.x,
        yLabel: axes.y,
        valueLabel: reliefTexts.value(label, unit),
        formatValue,
        isDragging,
        describeDistance: (distance) => offPlaneText(formatDistance(distance), width < narrowWidth),
      },
    )
  }, [
    relief,
    field,
    overlay,
    hover,
    probe,
    curveValues,
    t,
    width,
    height,
    color,
    contours,
    ink,
    axes,
    label,
    unit,
    formatValue,
    isDragging,
  ])

  const isSized = width >= 2 && height >= 2
  const begun = useRef(false)
  useLayoutEffect(() => {
    const drawn = relief.current
    if (!drawn || !isSized) return
    const isFirst = !begun.current
    begun.current = true
    void drawn.raise(isRaised ? 1 : 0, still || (isFirst && isAtOnce) ? 0 : raiseMs).then(() => {
      if (!isRaised && relief.current === drawn) onFlat()
    })
    // In the very frame in which the heatmap under it goes.
    if (isFirst) {
      drawn.paint()
      onShown()
    }
    return () => {
      if (relief.current !== drawn) begun.current = false
    }
  }, [relief, isSized, isRaised, isAtOnce, still, onShown, onFlat])

  useEffect(() => relief.current?.spin(isSpinning && !still), [relief, isSpinning, still])
  const stopSpinning = useCallback(() => setSpinning(false), [])
  useReliefGestures({ svg, relief, onHover, onTake: stopSpinning, moveMs: still ? 0 : moveMs })
  const handles = useMemo(() => handlesOf(relief), [relief])
  useBendDrag(svg, handles, overlay)
  useCurveHover(hover, overlay, handles)
  const lookFrom = (viewpoint: typeof usualViewpoint) => {
    stopSpinning()
    relief.current?.setViewpoint(viewpoint, still ? 0 : moveMs)
  }
  return (
    <div className={classes.relief}>
      <div ref={host} className={classes.picture} role="img" aria-label={reliefTexts.picture(label)} />
      <svg
        ref={svg}
        className={classes.controls}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys
        tabIndex={0}
        role="application"
        aria-label={reliefTexts.controls}
      />
      <ReliefTools
        isSpinning={isSpinning}
        canSpin={!still}
        onReset={() => lookFrom(usualViewpoint)}
        onTop={() => lookFrom(topViewpoint)}
        onSpin={setSpinning}
      />
    </div>
  )
}
