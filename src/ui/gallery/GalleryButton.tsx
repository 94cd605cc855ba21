import { Button } from '@mantine/core'
import { IconLayoutGrid } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { hideGallery, showGallery } from '../../store/showGallery.ts'
import { ErrorBoundary } from '../ErrorBoundary.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { galleryButtonTexts as texts } from '../texts/galleryButton.ts'
import classes from './galleryButton.module.css'

const GalleryDialog = lazy(async () => ({ default: (await import('./GalleryDialog.tsx')).GalleryDialog }))

/** Opens the gallery of recorded studies. */
export function GalleryButton() {
  const study = useStudy()
  const isShown = useStudyState(({ isGalleryShown }) => isGalleryShown === true)
  return (
    <>
      <Button
        variant="default"
        className={classes.button}
        leftSection={<IconLayoutGrid size={16} />}
        onClick={() => showGallery(study)}
        aria-label={texts.open}
        aria-haspopup="dialog"
        title={texts.help}
      >
        <span>{texts.title}</span>
      </Button>
      {isShown && (
        <ErrorBoundary what={texts.title}>
          <Suspense fallback={null}>
            <GalleryDialog onClose={() => hideGallery(study)} />
          </Suspense>
        </ErrorBoundary>
      )}
    </>
  )
}
