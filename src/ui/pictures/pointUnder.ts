import type { PointerEvent } from 'react'
import type { LandscapeHandles, PlanePoint } from '../../charts/overlayData.ts'

/** The point of the plane under a pointer; undefined beside the plot. */
export function pointUnder(
  { plot, xScale, yScale }: LandscapeHandles,
  { currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>,
): PlanePoint | undefined {
  const box = currentTarget.getBoundingClientRect()
  const [x, y] = [clientX - box.left, clientY - box.top]
  const isInside = x >= plot.x && y >= plot.y && x <= plot.x + plot.width && y <= plot.y + plot.height
  return isInside ? { x: xScale.invert(x), y: yScale.invert(y) } : undefined
}
