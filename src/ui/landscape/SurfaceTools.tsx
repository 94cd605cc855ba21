import { ActionIcon, Tooltip } from '@mantine/core'
import { IconHome, IconPlayerPause, IconRotate3d, IconSquareArrowDown } from '@tabler/icons-react'
import { surfaceViewTexts } from '../texts/surface.ts'
import classes from './surface.module.css'

interface SurfaceToolsProps {
  readonly isSpinning: boolean
  /** Whether motion is welcome. */
  readonly canSpin: boolean
  readonly onReset: () => void
  readonly onTop: () => void
  readonly onSpin: (isOn: boolean) => void
}

/** Buttons over the surface: the usual view, the one from above, and turning by itself. */
export function SurfaceTools({ isSpinning, canSpin, onReset, onTop, onSpin }: SurfaceToolsProps) {
  const spin = isSpinning ? surfaceViewTexts.stop : surfaceViewTexts.spin
  const tools = [
    { label: surfaceViewTexts.reset, icon: <IconHome size={14} />, act: onReset },
    { label: surfaceViewTexts.top, icon: <IconSquareArrowDown size={14} />, act: onTop },
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
    <ActionIcon.Group className={classes.tools} aria-label={surfaceViewTexts.tools} role="group">
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
