import { lazy, Suspense } from 'react'
import { dropGiven } from '../../store/files/giveFiles.ts'
import { ErrorBoundary } from '../ErrorBoundary.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { DropTarget } from './DropTarget.tsx'

const OpenDialog = lazy(async () => ({ default: (await import('./OpenDialog.tsx')).OpenDialog }))

/** Takes files that are dropped or pasted anywhere, and asks what is to become of given ones. */
export function OpenFiles() {
  const study = useStudy()
  const given = useStudyState((state) => state.given)
  return (
    <>
      <DropTarget />
      {given && (
        <ErrorBoundary what="Opening">
          <Suspense fallback={null}>
            <OpenDialog
              key={given.map(({ name, size }) => `${name} ${size}`).join()}
              files={given}
              onClose={() => dropGiven(study)}
            />
          </Suspense>
        </ErrorBoundary>
      )}
    </>
  )
}
