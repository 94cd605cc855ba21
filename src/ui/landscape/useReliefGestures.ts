import { type RefObject, useEffect } from 'react'
import type { PlanePoint } from '../../charts/overlayData.ts'
import type { Relief } from '../../charts/relief/createRelief.ts'
import { topViewpoint, usualViewpoint, type Viewpoint } from '../../charts/relief/viewpoint.ts'
import { addPick } from '../../store/landscape/picking.ts'
import { probePoint } from '../../store/landscape/probing.ts'
import { useStudy } from '../StudyContext.ts'

interface ReliefGestures {
  readonly svg: RefObject<SVGSVGElement | null>
  readonly relief: RefObject<Relief | undefined>
  readonly onHover: (point: PlanePoint | undefined) => void
  /** A hand turns it: whatever turned it by itself stops. */
  readonly onTake: () => void
  /** How long a step to another view takes; 0 where motion is not welcome. */
  readonly moveMs: number
}

/** Pixels that a press may wander and still be a click. */
const clickSlack = 4

/** Turn of an arrow key, in radians, and zoom of + and −. */
const keyTurn = 0.12
const keyZoom = 1.15

/** Angles that the whole width and height of the chart turn it by. */
const fullTurn = { azimuth: Math.PI, elevation: Math.PI / 2 }

const keyMoves: Readonly<Record<string, Partial<Viewpoint>>> = {
  ArrowLeft: { azimuth: -keyTurn },
  ArrowRight: { azimuth: keyTurn },
  ArrowUp: { elevation: keyTurn },
  ArrowDown: { elevation: -keyTurn },
  '+': { zoom: keyZoom },
  '=': { zoom: keyZoom },
  '-': { zoom: 1 / keyZoom },
}

/** Dragging turns the relief, the wheel and two fingers zoom, keys do both; hover reads it, a click probes it, with Shift it picks the network for an ensemble. */
export function useReliefGestures({ svg, relief, onHover, onTake, moveMs }: ReliefGestures): void {
  const study = useStudy()
  useEffect(() => {
    const element = svg.current
    if (!element) return
    const pointers = new Map<number, PointerEvent>()
    let pressed: PointerEvent | undefined
    let hasMoved = false
    const at = ({ clientX, clientY }: MouseEvent) => {
      const box = element.getBoundingClientRect()
      return relief.current?.pointAt(clientX - box.left, clientY - box.top)
    }
    const isOnBend = ({ target }: Event) =>
      target instanceof Element && target.closest('[data-bend]') !== null
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || isOnBend(event)) return
      pointers.set(event.pointerId, event)
      element.setPointerCapture(event.pointerId)
      element.focus({ preventScroll: true })
      if (pointers.size === 1) {
        pressed = event
        hasMoved = false
      }
      onTake()
    }
    const move = (event: PointerEvent) => {
      const before = pointers.get(event.pointerId)
      if (!before) {
        if (event.pointerType === 'mouse')
          onHover(event.buttons !== 0 || isOnBend(event) ? undefined : at(event))
        return
      }
      hasMoved ||= pressed === undefined || far(pressed, event)
      if (!hasMoved) return
      const [other] = [...pointers.values()].filter(({ pointerId }) => pointerId !== event.pointerId)
      relief.current?.move(other ? pinch(before, event, other) : turn(before, event, element))
      pointers.set(event.pointerId, event)
      onHover(undefined)
    }
    const up = (event: PointerEvent) => {
      const start = pointers.get(event.pointerId)
      pointers.delete(event.pointerId)
      if (!start || pointers.size > 0 || hasMoved || event.type !== 'pointerup') return
      const point = at(event)
      if (point && event.shiftKey) addPick(study, { on: 'plane', x: point.x, y: point.y })
      else if (point) void probePoint(study, point.x, point.y)
    }
    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      onTake()
      relief.current?.move({ zoom: Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) * 0.004) })
    }
    const leave = () => onHover(undefined)
    const key = (event: KeyboardEvent) => {
      if (event.target !== element || event.ctrlKey || event.metaKey || event.altKey) return
      const by = keyMoves[event.key]
      const view = { 0: usualViewpoint, Home: usualViewpoint, t: topViewpoint, T: topViewpoint }[event.key]
      if (!by && !view) return
      event.preventDefault()
      onTake()
      if (by) relief.current?.move(by)
      if (view) relief.current?.setViewpoint(view, moveMs)
    }
    const listening = new AbortController()
    const { signal } = listening
    element.addEventListener('pointerdown', down, { signal })
    element.addEventListener('pointermove', move, { signal })
    element.addEventListener('pointerup', up, { signal })
    element.addEventListener('pointercancel', up, { signal })
    element.addEventListener('pointerleave', leave, { signal })
    element.addEventListener('wheel', wheel, { passive: false, signal })
    element.addEventListener('keydown', key, { signal })
    return () => listening.abort()
  }, [study, svg, relief, onHover, onTake, moveMs])
}

interface Place {
  readonly clientX: number
  readonly clientY: number
}

function far(a: Place, b: Place): boolean {
  return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) > clickSlack
}

/** The relief follows the hand: to the right it turns to the right, down shows more of it from above. */
function turn(from: Place, to: Place, { clientWidth, clientHeight }: Element): Partial<Viewpoint> {
  return {
    azimuth: (-(to.clientX - from.clientX) / Math.max(1, clientWidth)) * fullTurn.azimuth,
    elevation: ((to.clientY - from.clientY) / Math.max(1, clientHeight)) * fullTurn.elevation,
  }
}

function pinch(from: Place, to: Place, other: Place): Partial<Viewpoint> {
  const span = (place: Place) => ({ x: place.clientX - other.clientX, y: place.clientY - other.clientY })
  const [before, after] = [span(from), span(to)]
  const turned = Math.atan2(after.y, after.x) - Math.atan2(before.y, before.x)
  return {
    zoom: Math.hypot(after.x, after.y) / Math.max(1, Math.hypot(before.x, before.y)),
    azimuth: turned - 2 * Math.PI * Math.round(turned / (2 * Math.PI)),
  }
}
