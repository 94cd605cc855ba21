import { useEffect, useState } from 'react'
import { giveFiles } from '../../store/files/giveFiles.ts'
import { useStudy } from '../StudyContext.ts'
import { headerTexts } from '../texts/header.ts'
import classes from './opening.module.css'

function carriesFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false
}

/** Listens on the whole page: shows that files in the hand can be let go, and takes them; takes pasted ones too. */
export function DropTarget() {
  const study = useStudy()
  const [hovers, setHovers] = useState(false)
  useEffect(() => {
    const end = new AbortController()
    const listen = <K extends keyof DocumentEventMap>(
      type: K,
      handle: (event: DocumentEventMap[K]) => void,
    ) => document.addEventListener(type, handle, { signal: end.signal })
    listen('dragover', (event) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setHovers(true)
    })
    listen('dragleave', (event) => {
      // Also told for every element that is left for one inside the page.
      if (event.relatedTarget === null) setHovers(false)
    })
    listen('drop', (event) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setHovers(false)
      giveFiles(study, [...(event.dataTransfer?.files ?? [])])
    })
    listen('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      giveFiles(study, files)
    })
    return () => end.abort()
  }, [study])
  if (!hovers) return null
  return (
    <div className={classes.dropTarget} role="status">
      <div className={classes.dropWords}>{headerTexts.dropHere}</div>
    </div>
  )
}
