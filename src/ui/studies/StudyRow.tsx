import { ActionIcon, Button, Tooltip, UnstyledButton } from '@mantine/core'
import { IconCopy, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { openKept } from '../../store/keeping/openKept.ts'
import type { StudyHead } from '../../store/keeping/shelf/studyShelf.ts'
import {
  deleteStudy,
  duplicateStudy,
  isDeleted,
  renameStudy,
  restoreStudy,
} from '../../store/keeping/studyList.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { formatBytes } from '../texts/formatting.ts'
import { formatMoment, studyListTexts as texts } from '../texts/studies.ts'
import { NameInput } from './NameInput.tsx'
import { StudyPicture } from './StudyPicture.tsx'
import classes from './studies.module.css'

interface StudyRowProps {
  readonly head: StudyHead
  /** Name of its data and network, with a number where studies without a name share it. */
  readonly usual: string
  readonly onClose: () => void
}

/** One kept study: what it is, and what can be done with it. */
export function StudyRow({ head, usual, onClose }: StudyRowProps) {
  const study = useStudy()
  const isPresent = useStudyState(({ studyId }) => studyId === head.id)
  const [isNaming, setNaming] = useState(false)
  const name = head.name || usual
  if (isDeleted(head)) return <DeletedRow name={name} onRestore={() => void restoreStudy(study, head.id)} />
  const open = async () => {
    if (!isPresent) await openKept(study, { id: head.id, name })
    onClose()
  }
  return (
    <li className={classes.row} aria-label={name}>
      {isNaming ? (
        <div className={classes.open}>
          <StudyPicture picture={head.picture} />
          <NameInput
            name={name}
            onDone={(changed) => {
              setNaming(false)
              if (changed !== undefined) void renameStudy(study, head.id, changed === usual ? '' : changed)
            }}
          />
        </div>
      ) : (
        <UnstyledButton className={classes.open} onClick={() => void open()}>
          <StudyPicture picture={head.picture} />
          <span className={classes.about}>
            <span className={classes.rowName}>{name}</span>
            {head.name !== '' && <span className={classes.small}>{usual}</span>}
            <span className={classes.small}>
              {formatMoment(head.changedAt)} · {formatBytes(head.byteLength)}
              {isPresent && ` · ${texts.isOpen}`}
            </span>
          </span>
        </UnstyledButton>
      )}
      <RowActions
        name={name}
        onRename={() => setNaming(true)}
        onDuplicate={() => void duplicateStudy(study, head.id, texts.copyOf(name))}
        onDelete={() => void deleteStudy(study, head.id)}
      />
    </li>
  )
}

interface RowActionsProps {
  readonly name: string
  readonly onRename: () => void
  readonly onDuplicate: () => void
  readonly onDelete: () => void
}

function RowActions({ name, onRename, onDuplicate, onDelete }: RowActionsProps) {
  const actions = [
    { label: texts.rename(name), help: texts.renameHelp, act: onRename, Icon: IconPencil },
    { label: texts.duplicate(name), help: texts.duplicateHelp, act: onDuplicate, Icon: IconCopy },
    { label: texts.delete(name), help: texts.deleteHelp, act: onDelete, Icon: IconTrash },
  ]
  return (
    <div className={classes.rowActions}>
      {actions.map(({ label, help, act, Icon }) => (
        <Tooltip key={help} label={help}>
          <ActionIcon variant="subtle" onClick={act} aria-label={label}>
            <Icon size={16} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  )
}

function DeletedRow({ name, onRestore }: { readonly name: string; readonly onRestore: () => void }) {
  return (
    <li className={classes.deleted}>
      <span role="status">{texts.isDeleted(name)}</span>
      <Button size="compact-xs" variant="subtle" onClick={onRestore} aria-label={texts.restore(name)}>
        {texts.undo}
      </Button>
    </li>
  )
}
