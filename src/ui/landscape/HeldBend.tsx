import { Button } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { IconPlayerPlay } from '@tabler/icons-react'
import { watchFilm } from '../../store/film/watching.ts'
import { curveKey } from '../../store/keys.ts'
import { abandonDrag, optimiseFromHere, putBack } from '../../store/path/dragging.ts'
import { selectHeld } from '../../store/path/pathSelectors.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { formatDistance } from '../texts/formatting.ts'
import { bendTexts } from '../texts/plane.ts'
import { useTouch } from '../useTouch.ts'
import classes from './landscape.module.css'

/** Follows the hand by itself, so that the buttons beside it need not. */
function HeldPlace() {
  const held = useStudyState(selectHeld)
  const dragging = useStudyState(({ drag }) => drag !== undefined)
  const touch = useTouch()
  if (!held) return null
  return (
    <p>
      {bendTexts.held(formatDistance(held.x), formatDistance(held.y))}
      {dragging && ` ${touch ? bendTexts.letGoByTouch : bendTexts.letGo}`}
    </p>
  )
}

/** What can be done with the bend: how to take it, or what to do with it once it is held. */
export function HeldBend() {
  const study = useStudy()
  const still = useReducedMotion()
  const held = useStudyState((state) => selectHeld(state) !== undefined)
  const dragging = useStudyState(({ drag }) => drag !== undefined)
  const frame = useStudyState(({ results }) => results.landscape?.frame)
  const hasFilm = useStudyState(({ film, choices }) => film?.key === curveKey(choices))
  const touch = useTouch()
  const busy = useStudyState(({ jobs }) => jobs.curve !== undefined || jobs.endpoints !== undefined)
  if (frame?.kind !== 'curve' || busy) return <div className={classes.held} />
  if (!held) {
    const many = frame.controlPoints.length > 3
    return (
      <div className={classes.held}>
        <p>
          {touch ? bendTexts.takeByTouch : bendTexts.take}
          {many && ` ${bendTexts.many}`}
          {frame.plane.degenerate && ` ${bendTexts.degenerate}`}
        </p>
        {hasFilm && (
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
  return (
    <div className={classes.held}>
      <HeldPlace />
      {dragging ? (
        // Taking the focus would let go of a bend that is held by keys before the click arrives.
        <Button
          variant="default"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => abandonDrag(study)}
        >
          {bendTexts.cancel}
        </Button>
      ) : (
        <>
          <Button onClick={() => void optimiseFromHere(study)}>{bendTexts.optimise}</Button>
          <Button variant="default" onClick={() => void putBack(study)}>
            {bendTexts.putBack}
          </Button>
        </>
      )}
    </div>
  )
}
