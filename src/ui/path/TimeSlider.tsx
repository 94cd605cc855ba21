import { ActionIcon, Slider, Tooltip } from '@mantine/core'
import { useInterval, useReducedMotion } from '@mantine/hooks'
import { IconPlayerPause, IconPlayerPlay, IconRepeat } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { setT, tStepOf } from '../../store/time.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { pathTexts } from '../texts/path.ts'
import classes from './path.module.css'

/** The whole path plays in four seconds, in this many steps or at every point where there are fewer. */
const playSteps = 60
const pathMs = 4000

/** Where motion is not wanted t jumps in this many steps, each long enough to be looked at. */
const stillSteps = 8
const stillMs = 8000

/** t from the start to the end, once or, where that is wanted, again and again. */
function usePlayer(looping: boolean) {
  const study = useStudy()
  const still = useReducedMotion()
  const tStep = useStudyState(({ choices }) => tStepOf(choices.points))
  const step = Math.max(tStep, 1 / (still ? stillSteps : playSteps))
  const player = useInterval(
    () => {
      const now = study.store.getState().choices.t
      if (now < 1) setT(study, now + step)
      else if (looping) setT(study, 0)
      else player.stop()
    },
    (still ? stillMs : pathMs) * step,
  )
  const toggle = () => {
    if (!player.active && study.store.getState().choices.t >= 1) setT(study, 0)
    player.toggle()
  }
  return { active: player.active, stop: player.stop, toggle }
}

/** t by hand or playing; the marker on the plane and on the charts follows. */
export function TimeSlider({ disabled }: { readonly disabled: boolean }) {
  const study = useStudy()
  const t = useStudyState(({ choices }) => choices.t)
  const tStep = useStudyState(({ choices }) => tStepOf(choices.points))
  const [looping, setLooping] = useState(false)
  const { active, stop, toggle } = usePlayer(looping)
  useEffect(() => {
    if (disabled) stop()
  }, [disabled, stop])
  return (
    <div className={classes.time}>
      <ActionIcon
        variant="subtle"
        disabled={disabled}
        onClick={toggle}
        aria-label={active ? pathTexts.stop : pathTexts.play}
      >
        {active ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
      </ActionIcon>
      <Slider
        value={t}
        onChange={(value) => {
          stop()
          setT(study, value)
        }}
        min={0}
        max={1}
        step={tStep}
        disabled={disabled}
        label={null}
        size="sm"
        thumbLabel={pathTexts.slider}
      />
      <output>{pathTexts.t(t)}</output>
      <Tooltip label={pathTexts.loop}>
        <ActionIcon
          variant={looping ? 'light' : 'subtle'}
          disabled={disabled}
          onClick={() => setLooping(!looping)}
          aria-pressed={looping}
          aria-label={pathTexts.loop}
        >
          <IconRepeat size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}
