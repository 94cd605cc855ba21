import { type RefObject, useEffect } from 'react'
import type { LandscapeHandles, OverlayData, PlanePoint } from '../../charts/overlayData.ts'
import { hoverMoment } from '../../store/moment/hovering.ts'
import { useStudy } from '../StudyContext.ts'

/** Pixels within which the pointer is on the curve. */
const reach = 9

/** The pointer near the drawn curve shows that moment in all views. */
export function useCurveHover(
  hover: PlanePoint | undefined,
  overlay: Pick<OverlayData, 'curve' | 'tMarker'> | undefined,
  handles: RefObject<LandscapeHandles | undefined>,
): void {
  const study = useStudy()
  // A plane that moves with its training has no marker: its curve is of no chosen t.
  const curve = overlay?.tMarker && overlay.curve
  useEffect(() => {
    if (!hover || !curve || !handles.current) return
    const t = nearestT(curve, hover, handles.current)
    if (t === undefined) return
    hoverMoment(study, t)
    return () => hoverMoment(study, undefined)
  }, [study, hover, curve, handles])
}

function nearestT(
  points: readonly PlanePoint[],
  { x, y }: PlanePoint,
  { xScale, yScale }: LandscapeHandles,
): number | undefined {
  let best: number | undefined
  let least = reach ** 2
  points.forEach((point, i) => {
    const away = (xScale(point.x) - xScale(x)) ** 2 + (yScale(point.y) - yScale(y)) ** 2
    if (away > least) return
    least = away
    best = i / (points.length - 1)
  })
  return best
}
