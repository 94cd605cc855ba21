import { ActionIcon, Slider } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { setT, tStep } from '../../store/time.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import classes from './path.module.css'

/** Time between two points while t plays: the whole path in four seconds. */
const playMs = 4000 * tStep

/** t by hand or playing; the marker on the plane and on the charts follows. */
export function TimeSlider({ disabled }: { readonly disabled: boolean }) {
  const study = useStudy()
  const t = useStudyState(({ choices }) => choices.t)
  const player = useInterval(() => {
    const now = study.store.getState().choices.t
    setT(study, now >= 1 ? 0 : now + tStep)
  }, playMs)
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
