import { type ReactNode, useEffect, useRef, useState } from 'react'
import classes from './experiments.module.css'

/** Room for a table that may be wider than the page: it scrolls, and then takes the focus so that keys can do it. */
export function TableBox({ children }: { readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [scrolls, setScrolls] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => setScrolls(element.scrollWidth > element.clientWidth)
    const observer = new ResizeObserver(look)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={box} className={classes.tableBox} tabIndex={scrolls ? 0 : undefined}>
      {children}
    </div>
  )
}
