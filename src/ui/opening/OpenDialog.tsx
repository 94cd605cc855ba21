import { Button, Modal, Progress } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Opening } from '../../store/files/createOpening.ts'
import { openFiles } from '../../store/files/openFiles.ts'
import { findObstacle, type OpeningState } from '../../store/files/openingState.ts'
import { useStudy } from '../StudyContext.ts'
import { dialogTexts } from '../texts/openDialog.ts'
import { obstacleText } from '../texts/opening.ts'
import { DataOptions } from './DataOptions.tsx'
import { FileTable } from './FileTable.tsx'
import { Findings } from './Findings.tsx'
import { NetworkOptions } from './NetworkOptions.tsx'
import classes from './opening.module.css'
import { ResultsOptions } from './ResultsOptions.tsx'
import { StudyFinding } from './StudyFinding.tsx'

interface OpenDialogProps {
  readonly files: readonly File[]
  readonly onClose: () => void
}

/** One opening for as long as the dialog is there. */
function useOpening(files: readonly File[]): Opening | undefined {
  const study = useStudy()
  const [opening, setOpening] = useState<Opening>()
  useEffect(() => {
    const started = openFiles(study, files)
    setOpening(started)
    return () => started.close()
  }, [study, files])
  return opening
}

/** Reads given files, shows what each is and where it goes, asks what they cannot tell, and takes them. */
export function OpenDialog({ files, onClose }: OpenDialogProps) {
  const opening = useOpening(files)
  return (
    <Modal
      opened
      onClose={onClose}
      title={dialogTexts.title}
      size="xl"
      closeButtonProps={{ 'aria-label': dialogTexts.close }}
    >
      {opening && <OpeningBody opening={opening} onClose={onClose} />}
    </Modal>
  )
}

function OpeningBody({ opening, onClose }: { readonly opening: Opening; readonly onClose: () => void }) {
  const state = useStore(opening.store)
  const obstacle = findObstacle(state)
  const take = () => {
    void opening.take()
    onClose()
  }
  return (
    <>
      {state.phase === 'reading' ? <Reading state={state} /> : <FileTable state={state} />}
      <StudyFinding state={state} />
      <DataOptions opening={opening} state={state} />
      <NetworkOptions opening={opening} state={state} />
      <Findings state={state} />
      <ResultsOptions opening={opening} state={state} />
      <div className={classes.actions}>
        <span className={classes.obstacle} role="status">
          {state.failure ?? (obstacle && state.phase === 'choosing' ? obstacleText(obstacle, state) : '')}
        </span>
        <Button variant="default" onClick={onClose}>
          {dialogTexts.cancel}
        </Button>
        <Button onClick={take} disabled={obstacle !== undefined} data-autofocus>
          {dialogTexts.take}
        </Button>
      </div>
    </>
  )
}

function Reading({ state }: { readonly state: OpeningState }) {
  const { progress, names, failure } = state
  if (failure !== undefined) return null
  const file = progress?.file ?? 0
  const share = (file + (progress?.share ?? 0)) / Math.max(1, names.length)
  return (
    <>
      <p role="status">{dialogTexts.reading(names[file])}</p>
      <Progress value={share * 100} aria-label={dialogTexts.progress} />
    </>
  )
}
