import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconPencil, IconStack2 } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { hideStudies, renameStudy, showStudies } from '../../store/keeping/studyList.ts'
import { ErrorBoundary } from '../ErrorBoundary.tsx'
import { studyTitle } from '../exporting/studyTitle.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { selectStudyName } from '../studyName.ts'
import { studyListTexts } from '../texts/studies.ts'
import { KeepingMark } from './KeepingMark.tsx'
import { NameInput } from './NameInput.tsx'
import classes from './studies.module.css'

const StudiesDialog = lazy(async () => ({ default: (await import('./StudiesDialog.tsx')).StudiesDialog }))

/** The name of the study, which opens the list of all that are kept, can be changed, and says whether it is kept. */
export function StudyTitle() {
  const study = useStudy()
  const id = useStudyState(({ studyId }) => studyId)
  const title = useStudyState(studyTitle)
  const usual = useStudyState(({ choices }) => selectStudyName(choices))
  const keeping = useStudyState((state) => state.keeping.state)
  const isListed = useStudyState(({ studies }) => studies !== undefined)
  const [isNaming, setNaming] = useState(false)
  const rename = (name: string | undefined) => {
    setNaming(false)
    if (name !== undefined) void renameStudy(study, id, name === usual ? '' : name)
  }
  return (
    <div className={classes.title} data-state={keeping}>
      {isNaming ? (
        <NameInput name={title} onDone={rename} />
      ) : (
        <>
          <UnstyledButton
            className={classes.titleButton}
            onClick={() => void showStudies(study)}
            aria-label={studyListTexts.openList(title)}
            aria-haspopup="dialog"
            title={title}
          >
            <span className={classes.titleName}>{title}</span>
            <IconChevronDown className={classes.titleChevron} size={14} />
            <IconStack2 className={classes.titleIcon} size={16} />
          </UnstyledButton>
          <Tooltip label={studyListTexts.renameHelp}>
            <ActionIcon
              className={classes.pencil}
              variant="subtle"
              size="sm"
              onClick={() => setNaming(true)}
              aria-label={studyListTexts.rename(title)}
            >
              <IconPencil size={14} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
      <KeepingMark />
      {isListed && (
        <ErrorBoundary what={studyListTexts.title}>
          <Suspense fallback={null}>
            <StudiesDialog onClose={() => void hideStudies(study)} />
          </Suspense>
        </ErrorBoundary>
      )}
    </div>
  )
}
