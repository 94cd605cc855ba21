import { ActionIcon, Slider } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { setT, tStepOf } from '../../store/time.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import classes from './path.module.css'

/** The whole path plays in four seconds, in this many steps or at every point where there are fewer. */
const playSteps = 60
const pathMs = 4000

/** t by hand or playing; the marker on the plane and on the charts follows. */
export function TimeSlider({ disabled }: { readonly disabled: boolean }) {
  const study = useStudy()
  const t = useStudyState(({ choices }) => choices.t)
  const tStep = useStudyState(({ choices }) => tStepOf(choices.points))
  const playStep = Math.max(tStep, 1 / playSteps)
  const player = useInterval(() => {
    const now = study.store.getState().choices.t
    setT(study, now >= 1 ? 0 : now + playStep)
  }, pathMs * playStep)
  return (
    <div className={classes.time}>
      <ActionIcon
        variant="subtle"
        disabled={disabled}
        onClick={player.toggle}
        aria-label={player.active ? 'stop t' : 'play t'}
      >
        {player.active ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
      </ActionIcon>
      <Slider
        value={t}
        onChange={(value) => setT(study, value)}
        min={0}
        max={1}
        step={tStep}
        disabled={disabled}
        label={null}
        size="sm"
        thumbLabel="t, position along the curve"
      />
      <output>t = {t.toFixed(2)}</output>
    </div>
  )
}
