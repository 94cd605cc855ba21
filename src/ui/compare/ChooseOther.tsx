import { Button, UnstyledButton } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import { recordedStudies } from '../../lessons/gallery.ts'
import {
  compareWithFile,
  compareWithKept,
  compareWithRecorded,
  listKept,
} from '../../store/comparing/compareStudies.ts'
import type { StudyHead } from '../../store/keeping/shelf/studyShelf.ts'
import { parseLink } from '../../store/link/link.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { StudyPicture } from '../studies/StudyPicture.tsx'
import { selectStudyName } from '../studyName.ts'
import { chooseOtherTexts as texts } from '../texts/compare.ts'
import classes from './compare.module.css'

/** Studies that are kept, once the browser has told of them. */
function useKept(): readonly StudyHead[] | undefined {
  const study = useStudy()
  const [heads, setHeads] = useState<readonly StudyHead[]>()
  useEffect(() => void listKept(study).then(setHeads), [study])
  return heads
}

function Kept({ onChosen }: { readonly onChosen: () => void }) {
  const study = useStudy()
  const heads = useKept()
  if (!heads) return null
  if (heads.length === 0) return <p className="quiet">{texts.noneKept}</p>
  const choose = async ({ id, name }: StudyHead, title: string) => {
    await compareWithKept(study, { id, name, title })
    onChosen()
  }
  return (
    <ul className={classes.choices}>
      {heads.map((head) => {
        const title = head.name || selectStudyName(parseLink(head.link).choices)
        return (
          <li key={head.id}>
            <UnstyledButton
              className={classes.kept}
              onClick={() => void choose(head, title)}
              aria-label={texts.compareWith(title)}
            >
              <StudyPicture picture={head.picture} />
              <span>{title}</span>
            </UnstyledButton>
          </li>
        )
      })}
    </ul>
  )
}

function StudyFile({ onChosen }: { readonly onChosen: () => void }) {
  const study = useStudy()
  const input = useRef<HTMLInputElement>(null)
  const choose = async (file: File | undefined) => {
    if (!file) return
    await compareWithFile(study, file)
    onChosen()
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".safetensors"
        hidden
        aria-label={texts.fileInput}
        onChange={(event) => {
          void choose(event.currentTarget.files?.[0])
          // So that the same file can be chosen again.
          event.currentTarget.value = ''
        }}
      />
      <Button
        variant="default"
        leftSection={<IconFileUpload size={16} />}
        onClick={() => input.current?.click()}
      >
        {texts.chooseFile}
      </Button>
    </>
  )
}

/** The place of the other study before one is chosen: recorded ones, kept ones, or a file. */
export function ChooseOther({ onChosen }: { readonly onChosen: () => void }) {
  const study = useStudy()
  const beside = useStudyState((state) => state.beside)
  const id = useId()
  return (
    <section className={`${classes.side} ${classes.choose}`} aria-labelledby={id}>
      <h3 id={id}>{texts.title}</h3>
      <p className="quiet">{texts.lead}</p>
      <p role="status" className={classes.status} data-failed={beside?.failure !== undefined}>
        {beside?.reading !== undefined && texts.reading(beside.reading)}
        {beside?.failure && texts.failed(beside.failure.name, beside.failure.message)}
      </p>
      <h4>{texts.recorded}</h4>
      <ul className={classes.choices}>
        {recordedStudies.map(({ name, title }) => (
          <li key={name}>
            <Button
              variant="default"
              onClick={() => void compareWithRecorded(study, { name, title }).then(onChosen)}
              aria-label={texts.compareWith(title)}
            >
              {title}
            </Button>
          </li>
        ))}
      </ul>
      <h4>{texts.kept}</h4>
      <Kept onChosen={onChosen} />
      <h4>{texts.file}</h4>
      <StudyFile onChosen={onChosen} />
    </section>
  )
}
