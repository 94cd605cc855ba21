import { Button } from '@mantine/core'
import { IconDeviceFloppy, IconSend } from '@tabler/icons-react'
import { ExportNote } from '../exporting/ExportNote.tsx'
import { startExport } from '../exporting/exportJobs.ts'
import { useStudy } from '../StudyContext.ts'
import { shareTexts } from '../texts/share.ts'
import { CopyField } from './CopyField.tsx'
import classes from './share.module.css'
import { isOwnComputer, type ShareFacts } from './shareFacts.ts'

const texts = shareTexts.link

interface ShareLinkProps {
  readonly facts: ShareFacts
  readonly address: string
  readonly title: string
}

/** The link of the study, and what it carries. */
export function ShareLink({ facts, address, title }: ShareLinkProps) {
  const study = useStudy()
  const needsFile = facts.files.length > 0 || facts.hasPublished
  const send = () => {
    // Whoever thinks better of it has nothing to be told.
    navigator.share({ title, url: address }).catch(() => {})
  }
  return (
    <section className={classes.section} aria-labelledby="share-link">
      <h3 id="share-link">{texts.title}</h3>
      <CopyField text={address} texts={texts} />
      <p className={classes.help}>
        {facts.link === '' ? texts.reference : facts.hasNumbers ? texts.numbers : texts.settings}
        {facts.hasExperiments && ` ${texts.experiments}`}
      </p>
      {needsFile && (
        <div className={classes.warning}>
          <p>{facts.files.length > 0 ? texts.files(facts.files) : texts.results}</p>
          <Button
            leftSection={<IconDeviceFloppy size={14} />}
            onClick={() => void startExport(study, 'study.safetensors')}
          >
            {texts.save}
          </Button>
          <ExportNote />
        </div>
      )}
      {isOwnComputer(window.location) && <p className={classes.help}>{texts.local}</p>}
      {'share' in navigator && (
        <Button
          className={classes.send}
          variant="default"
          leftSection={<IconSend size={14} />}
          onClick={send}
        >
          {texts.send}
        </Button>
      )}
    </section>
  )
}
