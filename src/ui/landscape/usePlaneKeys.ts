import { type RefObject, useEffect } from 'react'
import type { LandscapeHandles, PlanePoint } from '../../charts/overlayData.ts'
import { addPick } from '../../store/landscape/picking.ts'
import { probePoint } from '../../store/landscape/probing.ts'
import { useStudy } from '../StudyContext.ts'
import { zoomWindow } from './windows.ts'

interface PlaneKeys {
  readonly svg: RefObject<SVGSVGElement | null>
  readonly handles: RefObject<LandscapeHandles | undefined>
  readonly onHover: (point: PlanePoint | undefined) => void
}

/** Parts of the window that an arrow key moves the reading cross by: plain, with Shift, with Alt. */
const steps = { plain: 1 / 40, coarse: 1 / 8, fine: 1 / 400 } as const

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

const zooms: Readonly<Record<string, number>> = { '+': 1.6, '=': 1.6, '-': 1 / 1.6 }

const clamp = (value: number, [from = 0, to = 1]: readonly number[]) => Math.min(to, Math.max(from, value))

/** The landscape by keyboard: arrows move the cross that reads it, Enter probes there, with Shift it picks, plus and minus zoom. */
export function usePlaneKeys({ svg, handles, onHover }: PlaneKeys): void {
  const study = useStudy()
  useEffect(() => {
    const element = svg.current
    if (!element) return
    let cross: PlanePoint | undefined
    const move = ([dx, dy]: readonly [number, number], event: KeyboardEvent) => {
      const drawn = handles.current
      if (!drawn) return
      const [xs, ys] = [drawn.xScale.domain(), drawn.yScale.domain()]
      const [x0 = 0, x1 = 1] = xs
      const [y0 = 0, y1 = 1] = ys
      const from = cross ?? { x: (x0 + x1) / 2, y: (y0 + y1) / 2 }
      const step = event.shiftKey ? steps.coarse : event.altKey ? steps.fine : steps.plain
      cross = {
        x: clamp(from.x + dx * step * (x1 - x0), xs),
        y: clamp(from.y + dy * step * (y1 - y0), ys),
      }
      onHover(cross)
    }
    const take = (event: KeyboardEvent) => {
      // A bend inside it has keys of its own.
      if (event.target !== element || event.ctrlKey || event.metaKey) return
      const direction = arrows[event.key]
      const zoom = zooms[event.key]
      if (direction) move(direction, event)
      else if (zoom !== undefined) void zoomWindow(study, zoom)
      else if (event.key === 'Enter' && cross && event.shiftKey) addPick(study, { on: 'plane', ...cross })
      else if (event.key === 'Enter' && cross) void probePoint(study, cross.x, cross.y)
      else return
      event.preventDefault()
    }
    const leave = () => {
      cross = undefined
      onHover(undefined)
    }
    element.addEventListener('keydown', take)
    element.addEventListener('blur', leave)
    return () => {
      element.removeEventListener('keydown', take)
      element.removeEventListener('blur', leave)
    }
  }, [study, svg, handles, onHover])
}
