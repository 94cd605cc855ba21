import { neededEndpoints } from '../../store/keys.ts'
import { openedEndpointOf } from '../../store/running/requests.ts'
import { FlagChoice } from '../controls/FlagChoice.tsx'
import { NumberChoice } from '../controls/NumberChoice.tsx'
import { OptionChoice } from '../controls/OptionChoice.tsx'
import { useStudyState } from '../StudyContext.ts'
import { trailTexts } from '../texts/planeKinds.ts'
import classes from './steps.module.css'

/** What is asked of planes along directions, and whether trainings are drawn. */
export function PlaneSettings() {
  const plane = useStudyState(({ choices }) => choices.plane)
  const origin = useStudyState(({ choices }) => choices.planeOrigin)
  const trails = useStudyState(({ choices }) => choices.trails)
  const isOpened = useStudyState(({ choices }) =>
    neededEndpoints(choices).some((end) => openedEndpointOf(choices, end) !== ''),
  )
  const isFree = plane === 'random' || plane === 'hessian'
  const repeats = trails || plane === 'trajectory'
  return (
    <>
      {isFree && <OptionChoice name="planeOrigin" />}
      {plane === 'trajectory' && <OptionChoice name="planeOrigin" only={['w1', 'w2']} />}
      {isFree && origin === 'curve' && <NumberChoice name="planeT" />}
      {plane === 'random' && <OptionChoice name="planeScaling" as="buttons" />}
      {isFree && <NumberChoice name="planeSeed" />}
      {isFree && <NumberChoice name="planeReach" />}
      <FlagChoice name="trails" />
      {repeats && <p className={classes.note}>{isOpened ? trailTexts.opened : trailTexts.repeats}</p>}
    </>
  )
}
