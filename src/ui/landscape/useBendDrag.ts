import { type RefObject, useEffect } from 'react'
import type { LandscapeHandles, OverlayData } from '../../charts/overlayData.ts'
import type { Study } from '../../store/context.ts'
import { abandonDrag, canTakeBend, dragBend, dropBend } from '../../store/dragging.ts'
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

/** Follows the pointer that took the bend until it lets go; the place under the hand stays under the hand. */
function follow(study: Study, element: SVGSVGElement, { handles, bend, event }: Grip): void {
  const { xScale, yScale, bendElements } = handles.current ?? {}
  const start = bendElements?.[bend - 1]?.getBoundingClientRect()
  if (!xScale || !yScale || !start) return
  bendElements?.[bend - 1]?.focus({ preventScroll: true })
  const box = element.getBoundingClientRect()
  const offsetX = event.clientX - (start.left + start.width / 2)
  const offsetY = event.clientY - (start.top + start.height / 2)
  let moved = false
  const onMove = (move: PointerEvent) => {
    if (move.pointerId !== event.pointerId) return
    moved = true
    const x = xScale.invert(move.clientX - offsetX - box.left)
    const y = yScale.invert(move.clientY - offsetY - box.top)
    dragBend(study, { bend, x, y })
  }
  const finish = (end: Event) => {
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', finish)
    window.removeEventListener('pointercancel', finish)
    window.removeEventListener('keydown', giveUp, true)
    if (end.type === 'pointerup' && moved) void dropBend(study)
    else abandonDrag(study)
  }
  const giveUp = (key: KeyboardEvent) => {
    if (key.key === 'Escape') finish(key)
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', finish)
  window.addEventListener('pointercancel', finish)
  window.addEventListener('keydown', giveUp, true)
}
