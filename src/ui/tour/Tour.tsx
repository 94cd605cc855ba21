import { Button, CloseButton, Popover, Portal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useEffect, useRef, useState } from 'react'
import { tourTexts } from '../texts/tour.ts'
import { useTouch } from '../useTouch.ts'
import classes from './tour.module.css'
import { findThing, tourStops } from './tourStops.ts'
import { usePlaceOf } from './usePlaceOf.ts'

type Stop = (typeof tourStops)[number]

/** Closes on Escape wherever the focus is, unless something else took the key, such as a menu or a bend in the hand. */
function useEscape(onClose: () => void): void {
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose()
    }
    window.addEventListener('keydown', leave)
    return () => window.removeEventListener('keydown', leave)
  }, [onClose])
}

interface StopCardProps {
  readonly stop: Stop
  readonly index: number
  readonly count: number
  readonly onGo: (index: number) => void
  readonly onClose: () => void
}

function StopCard({ stop, index, count, onGo, onClose }: StopCardProps) {
  const { title, text, ...others } = tourTexts.stops[stop.name]
  const touch = useTouch()
  const card = useRef<HTMLDivElement>(null)
  const isLast = index === count - 1
  // The card takes the focus at every stop, so that it is read out and its buttons are the next things to come to.
  useEffect(() => {
    card.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div ref={card} className={classes.card} tabIndex={-1} aria-live="polite">
      <div className={classes.head}>
        <h2>{title}</h2>
        <CloseButton size="sm" aria-label={tourTexts.leave} onClick={onClose} />
      </div>
      <p>{touch && 'touch' in others ? others.touch : text}</p>
      <div className={classes.foot}>
        <span className="quiet">{tourTexts.place(index + 1, count)}</span>
        <Button variant="default" disabled={index === 0} onClick={() => onGo(index - 1)}>
          {tourTexts.back}
        </Button>
        <Button onClick={() => (isLast ? onClose() : onGo(index + 1))}>
          {isLast ? tourTexts.done : tourTexts.next}
        </Button>
      </div>
    </div>
  )
}

/** A walk around the page: a card beside one thing after another, which blocks nothing and can be left at any time. */
export function Tour({ onClose }: { readonly onClose: () => void }) {
  const [stops] = useState(() => tourStops.filter(findThing))
  const [index, setIndex] = useState(0)
  const stop = stops[index]
  const find = useCallback(() => stop && findThing(stop), [stop])
  const place = usePlaceOf(find)
  useEscape(onClose)
  const isDocked = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false })
  useEffect(() => {
    const thing = find()
    const isHigh = thing !== undefined && thing.getBoundingClientRect().height > window.innerHeight / 3
    thing?.scrollIntoView({ block: isDocked && isHigh ? 'start' : 'center' })
  }, [find, isDocked])
  if (!stop || !place) return null
  const ring = <div className={classes.ring} style={{ ...place }} aria-hidden />
  const card = <StopCard stop={stop} index={index} count={stops.length} onGo={setIndex} onClose={onClose} />
  // Nothing has room beside it on a phone: there the card lies at the lower edge and covers none of what it tells about.
  if (isDocked) {
    return (
      <Portal key={stop.name}>
        {ring}
        <div role="dialog" className={classes.docked} aria-label={tourTexts.label}>
          {card}
        </div>
      </Portal>
    )
  }
  return (
    <Popover
      key={stop.name}
      opened
      position={stop.position}
      width={320}
      withArrow
      offset={10}
      shadow="md"
      trapFocus={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      middlewares={{ flip: { padding: 8 }, shift: { padding: 8, crossAxis: true } }}
    >
      <Popover.Target>{ring}</Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={tourTexts.label}>
        {card}
      </Popover.Dropdown>
    </Popover>
  )
}
