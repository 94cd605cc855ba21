import { type ReactNode, useEffect, useRef, useState } from 'react'
import classes from './app.module.css'

interface ScrollColumnProps {
  readonly className: string | undefined
  readonly children: ReactNode
}

type More = 'above' | 'below' | 'both'

/** Pixels that may be out of view without being missed. */
const slack = 6

function lookAround({ scrollTop, scrollHeight, clientHeight }: HTMLElement): More | undefined {
  const above = scrollTop > slack
  const below = scrollTop + clientHeight < scrollHeight - slack
  return above && below ? 'both' : above ? 'above' : below ? 'below' : undefined
}

/** A column that scrolls by itself where it is too high, and shows that there is more. */
export function ScrollColumn({ className, children }: ScrollColumnProps) {
  const outer = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const [more, setMore] = useState<More>()
  useEffect(() => {
    const element = outer.current
    if (!element || !inner.current) return
    const look = () => setMore(lookAround(element))
    const observer = new ResizeObserver(look)
    observer.observe(element)
    observer.observe(inner.current)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [])
  return (
    // Keys must be able to scroll it where nothing in it takes the focus.
    <div ref={outer} className={`${classes.column} ${className}`} data-more={more} tabIndex={more && 0}>
      <div ref={inner}>{children}</div>
    </div>
  )
}
