import { type RefObject, useEffect } from 'react'
import type { LandscapeHandles, PlanePoint } from '../../charts/overlayData.ts'
import type { PlaneWindow } from '../../store/choices/choiceKinds.ts'
import { addPick } from '../../store/landscape/picking.ts'
import { probePoint } from '../../store/landscape/probing.ts'
import { useStudy } from '../StudyContext.ts'
import { showWindow } from './windows.ts'

interface PlaneGestures {
  readonly svg: RefObject<SVGSVGElement | null>
  /** What is moved while a gesture lasts; the plane is evaluated anew when it ends. */
  readonly layers: RefObject<HTMLElement | null>
  readonly handles: RefObject<LandscapeHandles | undefined>
  readonly onHover: (point: PlanePoint | undefined) => void
}

/** Pixels that a press may wander and still be a click. */
const clickSlack = 4

/** Time after the last turn of the wheel when the plane is evaluated anew. */
const wheelSettleMs = 220

/** Hover reads the landscape, a click probes it, with Shift it picks the network for an ensemble, dragging its ground pans, the wheel and two fingers zoom. */
export function usePlaneGestures({ svg, layers, handles, onHover }: PlaneGestures): void {
  const study = useStudy()
  useEffect(() => {
    const element = svg.current
    const moved = layers.current
    if (!element || !moved) return
    const gesture = createGesture(element, moved, handles)
    const pointers = new Map<number, PointerEvent>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const commit = () => {
      const window = gesture.take()
      if (window && study.store.getState().results.landscape) void showWindow(study, window)
    }

    const down = (event: PointerEvent) => {
      if (event.button !== 0 || (event.target instanceof Element && event.target.closest('[data-bend]')))
        return
      if (!gesture.pointAt(event)) return
      pointers.set(event.pointerId, event)
      element.setPointerCapture(event.pointerId)
    }
    const move = (event: PointerEvent) => {
      const before = pointers.get(event.pointerId)
      if (!before) {
        // While a bend is in the hand the profile is looked at, not the value under the pointer.
        if (event.pointerType === 'mouse') onHover(event.buttons === 0 ? gesture.pointAt(event) : undefined)
        return
      }
      const [other] = [...pointers.values()].filter(({ pointerId }) => pointerId !== event.pointerId)
      if (other) gesture.pinch(before, event, other)
      else if (gesture.isMoved() || far(before, event)) gesture.pan(before, event)
      else return
      pointers.set(event.pointerId, event)
      onHover(undefined)
    }
    const up = (event: PointerEvent) => {
      const start = pointers.get(event.pointerId)
      pointers.delete(event.pointerId)
      if (!start || pointers.size > 0) return
      if (gesture.isMoved()) commit()
      else if (event.type === 'pointerup') {
        const at = gesture.pointAt(event)
        if (at && event.shiftKey) addPick(study, { on: 'plane', x: at.x, y: at.y })
        else if (at) void probePoint(study, at.x, at.y)
      }
    }
    const wheel = (event: WheelEvent) => {
      if (!gesture.pointAt(event)) return
      event.preventDefault()
      gesture.zoom(event, Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) * 0.004))
      clearTimeout(timer)
      timer = setTimeout(commit, wheelSettleMs)
    }
    const leave = () => onHover(undefined)

    element.addEventListener('pointerdown', down)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', up)
    element.addEventListener('pointercancel', up)
    element.addEventListener('pointerleave', leave)
    element.addEventListener('wheel', wheel, { passive: false })
    return () => {
      clearTimeout(timer)
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', up)
      element.removeEventListener('pointercancel', up)
      element.removeEventListener('pointerleave', leave)
      element.removeEventListener('wheel', wheel)
    }
  }, [study, svg, layers, handles, onHover])
}

interface Place {
  readonly clientX: number
  readonly clientY: number
}

function far(a: Place, b: Place): boolean {
  return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) > clickSlack
}

/** Moves the picture as it stands, and tells which window of the plane it then shows. */
function createGesture(
  svg: SVGSVGElement,
  moved: HTMLElement,
  handles: RefObject<LandscapeHandles | undefined>,
) {
  let scale = 1
  let shiftX = 0
  let shiftY = 0
  const apply = () => {
    moved.style.transformOrigin = '0 0'
    moved.style.transform =
      scale === 1 && shiftX === 0 && shiftY === 0 ? '' : `translate(${shiftX}px, ${shiftY}px) scale(${scale})`
  }
  const local = ({ clientX, clientY }: Place) => {
    const box = (svg.parentElement?.parentElement ?? svg).getBoundingClientRect()
    return { x: clientX - box.left, y: clientY - box.top }
  }
  const zoomAt = (x: number, y: number, factor: number) => {
    shiftX = x - (x - shiftX) * factor
    shiftY = y - (y - shiftY) * factor
    scale *= factor
    apply()
  }
  return {
    isMoved: () => scale !== 1 || shiftX !== 0 || shiftY !== 0,
    pointAt(place: Place): PlanePoint | undefined {
      const drawn = handles.current
      if (!drawn) return undefined
      const { x, y } = local(place)
      const { plot } = drawn
      if (x < plot.x || y < plot.y || x > plot.x + plot.width || y > plot.y + plot.height) return undefined
      return { x: drawn.xScale.invert(x), y: drawn.yScale.invert(y) }
    },
    pan(from: Place, to: Place) {
      shiftX += to.clientX - from.clientX
      shiftY += to.clientY - from.clientY
      apply()
    },
    zoom(at: Place, factor: number) {
      const { x, y } = local(at)
      zoomAt(x, y, factor)
    },
    pinch(from: Place, to: Place, other: Place) {
      const before = Math.hypot(from.clientX - other.clientX, from.clientY - other.clientY)
      const after = Math.hypot(to.clientX - other.clientX, to.clientY - other.clientY)
      const { x, y } = local(other)
      zoomAt(x, y, after / Math.max(before, 1))
    },
    /** The window that is seen, after which the picture stands still again. */
    take(): PlaneWindow | undefined {
      const drawn = handles.current
      const isMoved = scale !== 1 || shiftX !== 0 || shiftY !== 0
      if (!drawn || !isMoved) return undefined
      const { plot, xScale, yScale } = drawn
      const x = (pixel: number) => xScale.invert((pixel - shiftX) / scale)
      const y = (pixel: number) => yScale.invert((pixel - shiftY) / scale)
      const window = [x(plot.x), x(plot.x + plot.width), y(plot.y + plot.height), y(plot.y)] as const
      scale = 1
      shiftX = 0
      shiftY = 0
      apply()
      return window
    },
  }
}
