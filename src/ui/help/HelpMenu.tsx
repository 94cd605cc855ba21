import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import {
  IconBook2,
  IconHelp,
  IconInfoCircle,
  IconKeyboard,
  IconRoute,
  IconVocabulary,
} from '@tabler/icons-react'
import { useRef } from 'react'
import { ProjectorItem } from '../projector/ProjectorItem.tsx'
import { helpTexts } from '../texts/help.ts'
import { docsAddress } from './docsAddress.ts'
import { useHelp } from './HelpContext.ts'

const views = [
  { kind: 'tour', Icon: IconRoute },
  { kind: 'glossary', Icon: IconVocabulary },
  { kind: 'shortcuts', Icon: IconKeyboard },
] as const

/** Tour, glossary, documents, keys, and what the program is. */
export function HelpMenu() {
  const show = useHelp()
  const button = useRef<HTMLButtonElement>(null)
  if (!show) return null
  return (
    <Menu position="bottom-end" width={220} withArrow>
      <Menu.Target>
        <Tooltip label={helpTexts.menu}>
          <ActionIcon ref={button} aria-label={helpTexts.menu}>
            <IconHelp size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map(({ kind, Icon }) => (
          <Menu.Item
            key={kind}
            leftSection={<Icon size={15} />}
            onClick={() => show({ kind }, button.current)}
          >
            {helpTexts[kind]}
          </Menu.Item>
        ))}
        <Menu.Item
          component="a"
          href={docsAddress('index')}
          target="_blank"
          rel="noopener"
          leftSection={<IconBook2 size={15} />}
        >
          {helpTexts.documents}
        </Menu.Item>
        <Menu.Divider />
        <ProjectorItem />
        <Menu.Item
          leftSection={<IconInfoCircle size={15} />}
          onClick={() => show({ kind: 'about' }, button.current)}
        >
          {helpTexts.about}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
