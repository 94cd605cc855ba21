import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { abandonDrag, optimiseFromHere, putBack } from '../../store/dragging.ts'
import { curveKey } from '../../store/keys.ts'
import { selectHeld } from '../../store/pathSelectors.ts'
import { playFilm } from '../../store/watching.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { formatDistance } from '../texts/formatting.ts'
import classes from './landscape.module.css'

/** Follows the hand by itself, so that the buttons beside it need not. */
function HeldPlace() {
  const held = useStudyState(selectHeld)
  const dragging = useStudyState(({ drag }) => drag !== undefined)
  if (!held) return null
  return (
    <p>
      {`The bend is held at (${formatDistance(held.x)}, ${formatDistance(held.y)}).`}
      {dragging && ' Let go, or press Enter, to leave it there.'}
    </p>
  )
}

/** What can be done with the bend: how to take it, or what to do with it once it is held. */
export function HeldBend() {
  const study = useStudy()
  const held = useStudyState((state) => selectHeld(state) !== undefined)
  const dragging = useStudyState(({ drag }) => drag !== undefined)
  const frame = useStudyState(({ results }) => results.landscape?.frame)
  const hasFilm = useStudyState(({ film, choices }) => film?.key === curveKey(choices))
  const busy = useStudyState(({ jobs }) => jobs.curve !== undefined || jobs.endpoints !== undefined)
  if (frame?.kind !== 'curve' || busy) return <div className={classes.held} />
  if (!held) {
    const many = frame.controlPoints.length > 3
    return (
      <div className={classes.held}>
        <p>
          Take the bend: drag it, or focus it and use the arrow keys (Shift: far, Alt: fine).
          {many &&
            ' With several bends the curve leaves this plane: what is drawn is its projection, and only the selected bend moves.'}
          {frame.plane.degenerate &&
            ' The bend lies on the segment, so the second direction of this plane is a random one.'}
        </p>
        {hasFilm && (
          <Button
            variant="default"
            leftSection={<IconPlayerPlay size={13} />}
            onClick={() => playFilm(study)}
          >
            Watch it train
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
          Cancel
        </Button>
      ) : (
        <>
          <Button onClick={() => void optimiseFromHere(study)}>Optimise from here</Button>
          <Button variant="default" onClick={() => void putBack(study)}>
            Put it back
          </Button>
        </>
      )}
    </div>
  )
}
