import { ActionIcon, Tooltip } from '@mantine/core'
import { IconHome, IconPlayerPause, IconRotate3d, IconSquareArrowDown } from '@tabler/icons-react'
import { reliefTexts } from '../texts/relief.ts'
import classes from './relief.module.css'

interface ReliefToolsProps {
  readonly isSpinning: boolean
  /** Whether motion is welcome. */
  readonly canSpin: boolean
  readonly onReset: () => void
  readonly onTop: () => void
  readonly onSpin: (isOn: boolean) => void
}

/** Buttons over the relief: the usual view, the one from above, and turning by itself. */
export function ReliefTools({ isSpinning, canSpin, onReset, onTop, onSpin }: ReliefToolsProps) {
  const spin = isSpinning ? reliefTexts.stop : reliefTexts.spin
  const tools = [
    { label: reliefTexts.reset, icon: <IconHome size={14} />, act: onReset },
    { label: reliefTexts.top, icon: <IconSquareArrowDown size={14} />, act: onTop },
    ...(canSpin
      ? [
          {
            label: spin,
            icon: isSpinning ? <IconPlayerPause size={14} /> : <IconRotate3d size={14} />,
            act: () => onSpin(!isSpinning),
          },
        ]
      : []),
  ]
  return (
    <ActionIcon.Group className={classes.tools} aria-label={reliefTexts.tools} role="group">
      {tools.map(({ label, icon, act }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon variant="default" onClick={act} aria-label={label}>
            {icon}
          </ActionIcon>
        </Tooltip>
      ))}
    </ActionIcon.Group>
  )
}
