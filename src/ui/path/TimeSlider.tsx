import { ActionIcon, Menu, Slider, Tooltip, UnstyledButton } from '@mantine/core'
import { useHotkeys, useInterval, useReducedMotion } from '@mantine/hooks'
import { IconPlayerPause, IconPlayerPlay, IconRepeat } from '@tabler/icons-react'
import { type KeyboardEvent, memo, useEffect, useState } from 'react'
import { setT, tStepOf } from '../../store/path/time.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { pathTexts } from '../texts/path.ts'
import classes from './path.module.css'

/** The whole path plays in four seconds, in this many steps or at every point where there are fewer. */
const playSteps = 60
const pathMs = 4000

/** Where motion is not wanted t jumps in this many steps, each long enough to be looked at. */
const stillSteps = 8
const stillMs = 8000

/** How many times as fast as usual t plays. */
const speeds = [0.25, 0.5, 1, 2] as const
type Speed = (typeof speeds)[number]

/** How far a key moves t, at least to the next point of the profile; Shift with an arrow goes there. */
const keySteps: Readonly<Record<string, number>> = {
  ArrowRight: 0.05,
  ArrowUp: 0.05,
  ArrowLeft: -0.05,
  ArrowDown: -0.05,
  PageUp: 0.2,
  PageDown: -0.2,
}

/** t from the start to the end, once or, where that is wanted, again and again. */
function usePlayer(looping: boolean, speed: Speed) {
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
    ((still ? stillMs : pathMs) * step) / speed,
  )
  const toggle = () => {
    if (!player.active && study.store.getState().choices.t >= 1) setT(study, 0)
    player.toggle()
  }
  return { active: player.active, stop: player.stop, toggle }
}

/** Whatever takes a space itself, or stands inside such a thing. */
const spaceTakers = [
  'button',
  'a',
  'summary',
  'input',
  'textarea',
  'select',
  'label',
  '[role=tab]',
  '[data-bend]',
]

/** Whether Space would do nothing else: on the page itself, and on what only shows something. */
function isFree(target: Element | null): boolean {
  return !target?.closest(spaceTakers.join())
}

function SpeedMenu(props: {
  readonly speed: Speed
  readonly disabled: boolean
  readonly onSpeed: (speed: Speed) => void
}) {
  const { speed, disabled, onSpeed } = props
  return (
    <Menu position="bottom-end" withArrow>
      <Menu.Target>
        <UnstyledButton
          className={classes.speed}
          disabled={disabled}
          aria-label={pathTexts.speedNow(pathTexts.speeds[speed])}
          title={pathTexts.speed}
        >
          {pathTexts.speeds[speed]}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{pathTexts.speed}</Menu.Label>
        <Menu.RadioGroup value={String(speed)} onChange={(value) => onSpeed(Number(value) as Speed)}>
          {speeds.map((one) => (
            <Menu.RadioItem key={one} value={String(one)} closeMenuOnClick>
              {pathTexts.speeds[one]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}

/** The slider itself; arrows move t by a twentieth or, with Shift, by a point of the profile, Page keys by a fifth. */
function MomentSlider({ disabled, onTake }: { readonly disabled: boolean; readonly onTake: () => void }) {
  const study = useStudy()
  const t = useStudyState(({ choices }) => choices.t)
  const tStep = useStudyState(({ choices }) => tStepOf(choices.points))
  const takeKey = (event: KeyboardEvent) => {
    const step = keySteps[event.key]
    if (step === undefined || disabled) return
    event.preventDefault()
    event.stopPropagation()
    onTake()
    const length = event.shiftKey ? tStep : Math.max(tStep, Math.abs(step))
    setT(study, t + Math.sign(step) * length)
  }
  return (
    <div onKeyDownCapture={takeKey}>
      <Slider
        value={t}
        onChange={(value) => {
          onTake()
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
    </div>
  )
}

/** t by hand or playing; the marker on the plane, the charts and the network at t follow. */
export const TimeSlider = memo(function TimeSlider({ disabled }: { readonly disabled: boolean }) {
  const t = useStudyState(({ choices }) => choices.t)
  const [looping, setLooping] = useState(false)
  const [speed, setSpeed] = useState<Speed>(1)
  const { active, stop, toggle } = usePlayer(looping, speed)
  useHotkeys([
    [
      'space',
      (event) => {
        if (disabled || !isFree(document.activeElement)) return
        event.preventDefault()
        toggle()
      },
      { preventDefault: false },
    ],
  ])
  useEffect(() => {
    if (disabled) stop()
  }, [disabled, stop])
  return (
    <div className={classes.time}>
      <Tooltip label={pathTexts.playHelp}>
        <ActionIcon
          variant="subtle"
          disabled={disabled}
          onClick={toggle}
          aria-label={active ? pathTexts.stop : pathTexts.play}
        >
          {active ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
        </ActionIcon>
      </Tooltip>
      <MomentSlider disabled={disabled} onTake={stop} />
      <output>{pathTexts.t(t)}</output>
      <SpeedMenu speed={speed} disabled={disabled} onSpeed={setSpeed} />
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
})
