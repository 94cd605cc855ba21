import { ActionIcon, Popover, Tooltip } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { lazy, memo, type ReactNode, Suspense, useState } from 'react'
import type { PictureName } from '../../store/honesty/honestyFacts.ts'
import { honestyButtonTexts } from '../texts/honestyButton.ts'
import type { ComparedSide } from './comparedSide.ts'
import classes from './honesty.module.css'

const HonestyCard = lazy(async () => ({ default: (await import('./HonestyCard.tsx')).HonestyCard }))

interface HonestyPopoverProps {
  readonly children: ReactNode
  /** Small and without a border, in the head of a small panel. */
  readonly isSmall?: boolean
}

/** One click from a picture to what must be known before it is believed: a card that is made when it is asked for. */
export function HonestyPopover({ children, isSmall = false }: HonestyPopoverProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={400} withArrow trapFocus>
      <Popover.Target>
        <Tooltip label={honestyButtonTexts.open} disabled={isOpen}>
          <ActionIcon
            className={isSmall ? classes.small : classes.button}
            {...(isSmall && { size: 'sm', variant: 'subtle' })}
            onClick={() => setOpen((was) => !was)}
            aria-label={honestyButtonTexts.open}
          >
            <IconInfoCircle size={14} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes.card} aria-label={honestyButtonTexts.title}>
        <Suspense fallback={null}>{isOpen && children}</Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}

interface HonestyButtonProps {
  readonly picture: PictureName
  /** Whose picture it is where two studies are compared; without it that of the study. */
  readonly side?: ComparedSide
  readonly isSmall?: boolean
}

/** What must be known of a picture. */
export const HonestyButton = memo(function HonestyButton({
  picture,
  side,
  isSmall = false,
}: HonestyButtonProps) {
  return (
    <HonestyPopover isSmall={isSmall}>
      <HonestyCard picture={picture} side={side} />
    </HonestyPopover>
  )
})
