import { type RefObject, useEffect } from 'react'
import type { LandscapeHandles, OverlayData, PlanePoint } from '../../charts/overlayData.ts'
import type { BendPlace } from '../../store/choices/choiceKinds.ts'
import { setChoices } from '../../store/choices/editing.ts'
import type { Study } from '../../store/context.ts'
import { abandonDrag, aimBend, canTakeBend, dragBend, dropBend } from '../../store/path/dragging.ts'
import { useStudy } from '../StudyContext.ts'

/** Parts of the window that an arrow key moves the bend by: plain, with Shift, with Alt. */
const keySteps = { plain: 1 / 100, coarse: 1 / 20, fine: 1 / 1000 } as const

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

/** What bends are taken by; a relief tells itself where a bend is to be under a pixel. */
type BendHandles = Pick<LandscapeHandles, 'xScale' | 'yScale' | 'bendElements'> & {
  readonly takeBend?: (bend: number) => (x: number, y: number) => PlanePoint | undefined
}

type Handles = RefObject<BendHandles | undefined>

/** The bend under an event: its number from 1, or undefined off every bend. */
function bendOf(event: Event): number | undefined {
  const element = event.target instanceof Element ? event.target.closest('[data-bend]') : null
  const index = element?.getAttribute('data-bend')
  return index === null || index === undefined ? undefined : Number(index) + 1
}

/** Lets a bend be taken by mouse, touch and arrow keys. */
export function useBendDrag(
  svg: RefObject<SVGSVGElement | null>,
  handles: Handles,
  overlay: Pick<OverlayData, 'bends'> | undefined,
): void {
  const study = useStudy()
  useEffect(() => {
    const element = svg.current
    if (!element || !overlay) return
    const place = (bend: number) => overlay.bends[bend - 1]

    const grab = (event: PointerEvent) => {
      const bend = bendOf(event)
      if (bend === undefined || event.button !== 0) return
      event.stopPropagation()
      if (!canTakeBend(study.store.getState(), bend)) {
        const frame = study.store.getState().results.landscape?.frame
        if (frame?.kind === 'curve' && frame.bend !== bend)
          setChoices(study, { selectedBend: bend, held: [] })
        return
      }
      follow(study, element, { handles, bend, event })
    }

    const move = (event: KeyboardEvent) => {
      const bend = bendOf(event)
      if (bend === undefined || !canTakeBend(study.store.getState(), bend)) return
      if (event.key === 'Enter') void dropBend(study)
      if (event.key === 'Escape') abandonDrag(study)
      const direction = arrows[event.key]
      const from = study.store.getState().drag?.place ?? place(bend)
      const { xScale, yScale } = handles.current ?? {}
      if (!direction || !from || !xScale || !yScale) return
      event.preventDefault()
      const step = event.shiftKey ? keySteps.coarse : event.altKey ? keySteps.fine : keySteps.plain
      const [x0 = 0, x1 = 1] = xScale.domain()
      const [y0 = 0, y1 = 1] = yScale.domain()
      dragBend(study, {
        bend,
        x: from.x + direction[0] * step * (x1 - x0),
        y: from.y + direction[1] * step * (y1 - y0),
      })
    }
    const leave = (event: FocusEvent) => {
      if (bendOf(event) !== undefined) void dropBend(study)
    }

    element.addEventListener('pointerdown', grab, true)
    element.addEventListener('keydown', move)
    element.addEventListener('focusout', leave)
    return () => {
      element.removeEventListener('pointerdown', grab, true)
      element.removeEventListener('keydown', move)
      element.removeEventListener('focusout', leave)
    }
  }, [study, svg, handles, overlay])
}

interface Grip {
  readonly handles: Handles
  readonly bend: number
  readonly event: PointerEvent
}

/** Where the bend is to be under a pointer: the place that was taken stays under the hand. */
function createPlacing(
  element: SVGSVGElement,
  { handles, bend, event }: Grip,
): ((pointer: PointerEvent) => BendPlace) | undefined {
  const { xScale, yScale, bendElements, takeBend } = handles.current ?? {}
  const start = bendElements?.[bend - 1]?.getBoundingClientRect()
  if (!xScale || !yScale || !start) return undefined
  const box = element.getBoundingClientRect()
  const offsetX = event.clientX - (start.left + start.width / 2) + box.left
  const offsetY = event.clientY - (start.top + start.height / 2) + box.top
  const onPlane = (x: number, y: number) => ({ x: xScale.invert(x), y: yScale.invert(y) })
  const find = takeBend?.(bend) ?? onPlane
  return ({ clientX, clientY }) => {
    const [x, y] = [clientX - offsetX, clientY - offsetY]
    return { bend, ...(find(x, y) ?? onPlane(x, y)) }
  }
}

/** Asks the engine as soon as the pointer moves, and changes the page once a frame. */
function createMover(study: Study, placeUnder: (pointer: PointerEvent) => BendPlace) {
  let aimed = false
  let next: PointerEvent | undefined
  let frame: number | undefined
  const show = () => {
    frame = undefined
    if (next) dragBend(study, placeUnder(next))
    next = undefined
  }
  return {
    // Comes before the frame, often by most of one, but hundreds of times a second with some mice: one a frame is enough.
    aim(pointer: PointerEvent) {
      if (!aimed) aimBend(study, placeUnder(pointer))
      aimed = true
    },
    move(pointer: PointerEvent) {
      aimed = false
      next = pointer
      aimBend(study, placeUnder(pointer))
      frame ??= requestAnimationFrame(show)
    },
    showNow() {
      this.stop()
      show()
    },
    stop() {
      if (frame !== undefined) cancelAnimationFrame(frame)
    },
  }
}

/** Follows the pointer that took the bend until it lets go. */
function follow(study: Study, element: SVGSVGElement, grip: Grip): void {
  const placeUnder = createPlacing(element, grip)
  const held = grip.handles.current?.bendElements[grip.bend - 1]
  if (!placeUnder || !held) return
  const { pointerId } = grip.event
  held.focus({ preventScroll: true })
  // Whatever the pointer passes over hears nothing of it, and the browser need not look for it.
  held.setPointerCapture(pointerId)
  const mover = createMover(study, placeUnder)
  let moved = false
  const onRaw = (raw: Event) => {
    if (raw instanceof PointerEvent && raw.pointerId === pointerId) mover.aim(raw)
  }
  const onMove = (move: PointerEvent) => {
    if (move.pointerId !== pointerId) return
    moved = true
    mover.move(move)
  }
  const listening = new AbortController()
  const { signal } = listening
  const finish = (end: Event) => {
    listening.abort()
    if (end.type === 'pointerup' && moved) {
      mover.showNow()
      void dropBend(study)
    } else {
      mover.stop()
      abandonDrag(study)
    }
  }
  const giveUp = (key: KeyboardEvent) => {
    if (key.key === 'Escape') finish(key)
  }
  window.addEventListener('pointerrawupdate', onRaw, { signal })
  window.addEventListener('pointermove', onMove, { signal })
  window.addEventListener('pointerup', finish, { signal })
  window.addEventListener('pointercancel', finish, { signal })
  window.addEventListener('keydown', giveUp, { signal, capture: true })
}
