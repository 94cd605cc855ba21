import { Menu } from '@mantine/core'
import { IconCheck, IconPresentation } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { projectorTexts } from '../texts/projector.ts'
import { followProjector, isProjector, setProjector } from './projector.ts'

/** Shows the page large, or as usual again. */
export function ProjectorItem() {
  const isOn = useSyncExternalStore(followProjector, isProjector)
  return (
    <Menu.Item
      role="menuitemcheckbox"
      aria-checked={isOn}
      title={projectorTexts.help}
      leftSection={<IconPresentation size={15} />}
      rightSection={isOn && <IconCheck size={14} />}
      onClick={() => setProjector(!isOn)}
    >
      {projectorTexts.label}
    </Menu.Item>
  )
}
