import { useEffect, useState } from 'react'

/** A rectangle of the window, in pixels. */
export interface WindowPlace {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The part of an element that the window shows. */
function placeOf(element: Element): WindowPlace {
  const box = element.getBoundingClientRect()
  const left = Math.max(0, box.left)
  const top = Math.max(0, box.top)
  return {
    left,
    top,
    width: Math.max(0, Math.min(window.innerWidth, box.right) - left),
    height: Math.max(0, Math.min(window.innerHeight, box.bottom) - top),
  }
}

function isSame(a: WindowPlace | undefined, b: WindowPlace): boolean {
  return a?.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height
}

/** Where an element is, looked at in every frame: it may be dragged, scrolled or drawn anew meanwhile. */
export function usePlaceOf(find: () => Element | undefined): WindowPlace | undefined {
  const [place, setPlace] = useState<WindowPlace>()
  useEffect(() => {
    let frame = 0
    const look = () => {
      const element = find()
      if (element) {
        const next = placeOf(element)
        setPlace((last) => (isSame(last, next) ? last : next))
      }
      frame = requestAnimationFrame(look)
    }
    look()
    return () => cancelAnimationFrame(frame)
  }, [find])
  return place
}
