import { ActionIcon, Tooltip, useMantineColorScheme } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconMoon, IconSun } from '@tabler/icons-react'
import { redo, undo } from '../../store/choices/editing.ts'
import { ExportButton } from '../exporting/ExportButton.tsx'
import { GalleryButton } from '../gallery/GalleryButton.tsx'
import { HelpMenu } from '../help/HelpMenu.tsx'
import { LessonsButton } from '../lessons/LessonsButton.tsx'
import { OpenButton } from '../opening/OpenButton.tsx'
import { Part } from '../parts/Part.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { ShareButton } from '../share/ShareButton.tsx'
import { StudyTitle } from '../studies/StudyTitle.tsx'
import { headerTexts } from '../texts/header.ts'
import { useThemeName } from '../useThemeName.ts'
import { BackendBadge } from './BackendBadge.tsx'
import classes from './header.module.css'
import { Logo } from './Logo.tsx'

/** Name of the study, undo and redo, what computes, and the theme. */
export function Header() {
  const study = useStudy()
  const canUndo = useStudyState(({ past }) => past.length > 0)
  const canRedo = useStudyState(({ future }) => future.length > 0)
  const { setColorScheme } = useMantineColorScheme()
  const dark = useThemeName() === 'dark'
  return (
    <header className={classes.header}>
      <Logo />
      <h1 className={classes.brand}>{headerTexts.brand}</h1>
      <Part name="studies">
        <StudyTitle />
      </Part>
      <Part name="files">
        <OpenButton />
        <GalleryButton />
      </Part>
      <LessonsButton />
      <Part name="files">
        <ExportButton />
        <ShareButton />
      </Part>
      <Part name="undo">
        <Tooltip label={headerTexts.undoHelp}>
          <ActionIcon onClick={() => undo(study)} disabled={!canUndo} aria-label={headerTexts.undo}>
            <IconArrowBackUp size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={headerTexts.redoHelp}>
          <ActionIcon onClick={() => redo(study)} disabled={!canRedo} aria-label={headerTexts.redo}>
            <IconArrowForwardUp size={16} />
          </ActionIcon>
        </Tooltip>
      </Part>
      <span className={classes.space} />
      <Part name="engine">
        <BackendBadge />
      </Part>
      <HelpMenu />
      <Tooltip label={dark ? headerTexts.lightHelp : headerTexts.darkHelp}>
        <ActionIcon
          onClick={() => setColorScheme(dark ? 'light' : 'dark')}
          aria-label={dark ? headerTexts.light : headerTexts.dark}
        >
          {dark ? <IconSun size={16} /> : <IconMoon size={16} />}
        </ActionIcon>
      </Tooltip>
    </header>
  )
}
