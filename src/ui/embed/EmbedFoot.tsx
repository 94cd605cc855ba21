import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { followChoices, linkOf } from '../../store/link/linkSync.ts'
import { giveUpAll } from '../../store/running/jobs.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { selectStudyName } from '../studyName.ts'
import { embedTexts } from '../texts/embed.ts'
import { failureText } from '../texts/failures.ts'
import classes from './embed.module.css'

/** The link of what is seen, a moment after it changed. */
function useLink(): string {
  const study = useStudy()
  const [link, setLink] = useState(() => linkOf(study.store.getState()))
  useEffect(() => {
    setLink(linkOf(study.store.getState()))
    return followChoices(study, setLink)
  }, [study])
  return link
}

/** What went wrong, which the whole page says in its steps. */
function Failed() {
  const failure = useStudyState(({ failures }) => Object.values(failures)[0])
  if (!failure) return null
  const { remedy, detail } = failureText(failure)
  return (
    <p className={classes.failed} role="alert" title={detail}>
      {remedy} ({detail})
    </p>
  )
}

/** Name of the study, what is to be known of its run, and the way to the whole page. */
export function EmbedFoot() {
  const study = useStudy()
  const name = useStudyState(({ choices }) => selectStudyName(choices))
  const running = useStudyState(({ jobs }) => Object.keys(jobs).some((job) => job !== 'data'))
  const link = useLink()
  return (
    <>
      <Failed />
      <footer className={classes.foot}>
        <h1 className={classes.name} title={name}>
          {name}
        </h1>
        {running && (
          <Button size="compact-xs" variant="subtle" onClick={() => giveUpAll(study)}>
            {embedTexts.cancel}
          </Button>
        )}
        <a href={`./${link && `#${link}`}`} target="_blank" rel="noopener">
          {embedTexts.open}
          <IconExternalLink size={13} aria-hidden />
        </a>
      </footer>
    </>
  )
}
