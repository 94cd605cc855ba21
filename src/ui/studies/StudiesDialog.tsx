import { Button, Modal } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { openComparison } from '../../store/comparing/openComparison.ts'
import type { Study } from '../../store/context.ts'
import { startNewStudy } from '../../store/keeping/openKept.ts'
import type { StudyHead } from '../../store/keeping/shelf/studyShelf.ts'
import { askToPersist, readStorageUse, type StorageUse } from '../../store/keeping/storageUse.ts'
import { showGallery } from '../../store/showGallery.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { compareButtonTexts } from '../texts/compareButton.ts'
import { galleryButtonTexts } from '../texts/galleryButton.ts'
import { storageText, studyListTexts as texts } from '../texts/studies.ts'
import { useFocusBack } from '../useFocusBack.ts'
import { StudyRow } from './StudyRow.tsx'
import classes from './studies.module.css'
import { usualNames } from './usualNames.ts'

/** How much the browser keeps, asked again whenever the list changes. */
function useStorageUse(of: unknown): StorageUse | undefined {
  const [use, setUse] = useState<StorageUse>()
  useEffect(() => {
    if (of !== undefined) void readStorageUse().then(setUse)
  }, [of])
  return use
}

const none: readonly StudyHead[] = []

/** All kept studies: open, rename, copy and delete them, or begin a new one. */
export function StudiesDialog({ onClose }: { readonly onClose: () => void }) {
  useFocusBack()
  const study = useStudy()
  const heads = useStudyState(({ studies }) => studies) ?? none
  const usual = useMemo(() => usualNames(heads), [heads])
  const use = useStorageUse(heads)
  useEffect(() => {
    if (heads.length > 0) void askToPersist()
  }, [heads.length])
  const begin = async () => {
    await startNewStudy(study)
    onClose()
  }
  const leaveFor = (show: (study: Study) => void) => {
    onClose()
    show(study)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.title}
      size="lg"
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      {heads.length === 0 ? (
        <p className={classes.empty}>{texts.empty}</p>
      ) : (
        <ul className={classes.list} aria-label={texts.listLabel}>
          {heads.map((head) => (
            <StudyRow key={head.id} head={head} usual={usual.get(head.id) ?? ''} onClose={onClose} />
          ))}
        </ul>
      )}
      <div className={classes.foot}>
        <span className={classes.small}>{use && storageText(use)}</span>
        <Button variant="default" onClick={() => leaveFor(showGallery)}>
          {galleryButtonTexts.title}
        </Button>
        <Button variant="default" onClick={() => leaveFor(openComparison)}>
          {compareButtonTexts.short}
        </Button>
        <Button leftSection={<IconPlus size={14} />} onClick={() => void begin()}>
          {texts.new}
        </Button>
      </div>
    </Modal>
  )
}
