import { type RefObject, useEffect } from 'react'
import type { LandscapeHandles, OverlayData } from '../../charts/overlayData.ts'
import type { Study } from '../../store/context.ts'
import { abandonDrag, aimBend, canTakeBend, dragBend, dropBend } from '../../store/dragging.ts'
import { setChoices } from '../../store/editing.ts'
import { useStudy } from '../StudyContext.ts'

/** Parts of the window that an arrow key moves the bend by: plain, with Shift, with Alt. */
const keySteps = { plain: 1 / 100, coarse: 1 / 20, fine: 1 / 1000 } as const

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

type Handles = RefObject<LandscapeHandles | undefined>

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

/**
 * Follows the pointer that took the bend until it lets go; the place under the hand stays under the hand. The engine is
 * asked as soon as the pointer moves, the page is changed once a frame.
 */
function follow(study: Study, element: SVGSVGElement, { handles, bend, event }: Grip): void {
  const { xScale, yScale, bendElements } = handles.current ?? {}
  const start = bendElements?.[bend - 1]?.getBoundingClientRect()
  if (!xScale || !yScale || !start) return
  bendElements?.[bend - 1]?.focus({ preventScroll: true })
  const box = element.getBoundingClientRect()
  const offsetX = event.clientX - (start.left + start.width / 2)
  const offsetY = event.clientY - (start.top + start.height / 2)
  const placeUnder = ({ clientX, clientY }: PointerEvent) => ({
    bend,
    x: xScale.invert(clientX - offsetX - box.left),
    y: yScale.invert(clientY - offsetY - box.top),
  })
  let moved = false
  let aimed = false
  let next: PointerEvent | undefined
  let frame: number | undefined
  const show = () => {
    frame = undefined
    if (next) dragBend(study, placeUnder(next))
    next = undefined
  }
  // Comes before the frame, often by most of one, but hundreds of times a second with some mice: one a frame is enough.
  const onRaw = (raw: Event) => {
    if (!(raw instanceof PointerEvent) || raw.pointerId !== event.pointerId || aimed) return
    aimed = true
    aimBend(study, placeUnder(raw))
  }
  const onMove = (move: PointerEvent) => {
    if (move.pointerId !== event.pointerId) return
    moved = true
    aimed = false
    next = move
    aimBend(study, placeUnder(move))
    frame ??= requestAnimationFrame(show)
  }
  const finish = (end: Event) => {
    window.removeEventListener('pointerrawupdate', onRaw)
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', finish)
    window.removeEventListener('pointercancel', finish)
    window.removeEventListener('keydown', giveUp, true)
    if (frame !== undefined) cancelAnimationFrame(frame)
    if (end.type !== 'pointerup' || !moved) return abandonDrag(study)
    show()
    void dropBend(study)
  }
  const giveUp = (key: KeyboardEvent) => {
    if (key.key === 'Escape') finish(key)
  }
  window.addEventListener('pointerrawupdate', onRaw)
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', finish)
  window.addEventListener('pointercancel', finish)
  window.addEventListener('keydown', giveUp, true)
}
