import { Button } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useLayoutEffect, useRef } from 'react'
import { selectFrame, watchFilm } from '../../store/film/watching.ts'
import { curveKey } from '../../store/keys.ts'
import { FilmBar } from '../landscape/FilmBar.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { bendTexts } from '../texts/plane.ts'
import classes from './compare.module.css'

/** The film of the open study: its bar while it is seen, else the button that opens it; nothing where there is none. */
export function SideFilm() {
  const study = useStudy()
  const still = useReducedMotion()
  const isOpen = useStudyState((state) => selectFrame(state) !== undefined)
  const hasFilm = useStudyState(
    ({ film, choices, jobs }) => film?.key === curveKey(choices) && jobs.curve === undefined,
  )
  const place = useRef<HTMLDivElement>(null)
  const hadFocus = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: bar and button take each other's place when the film opens or closes
  useLayoutEffect(() => {
    // What had the focus is gone: keys go on from what stands there instead.
    if (!hadFocus.current || document.activeElement !== document.body) return
    place.current?.querySelector<HTMLElement>('button, [role="slider"]')?.focus({ preventScroll: true })
  }, [isOpen])
  if (!isOpen && !hasFilm) return null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes where the focus is
    <div
      ref={place}
      className={classes.film}
      onFocus={() => {
        hadFocus.current = true
      }}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget) hadFocus.current = false
      }}
    >
      {isOpen ? (
        <FilmBar />
      ) : (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={13} />}
          onClick={() => watchFilm(study, still)}
        >
          {bendTexts.watch}
        </Button>
      )}
    </div>
  )
}
