import { Button, CloseButton } from '@mantine/core'
import { IconFolderOpen, IconPlayerPlay } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { giveFiles } from '../../store/files/giveFiles.ts'
import { useHelp } from '../help/HelpContext.ts'
import { useStudy } from '../StudyContext.ts'
import { welcomeTexts } from '../texts/welcome.ts'
import { useTouch } from '../useTouch.ts'
import { showSteps } from './showSteps.ts'
import classes from './welcome.module.css'

interface WelcomeStripProps {
  readonly onClose: () => void
}

/** The bend, by the mark that it bears in the landscape. */
function Diamond() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 1L12.5 8L8 15L3.5 8Z" fill="var(--warm)" />
    </svg>
  )
}

interface WayProps {
  readonly icon: ReactNode
  readonly text: { readonly title: string; readonly says: string }
  readonly onTake: () => void
}

function Way({ icon, text, onTake }: WayProps) {
  return (
    <button type="button" className={classes.way} onClick={onTake}>
      <span className={classes.icon}>{icon}</span>
      <span>
        <span className={classes.title}>{text.title}</span>
        <span className={classes.says}>{text.says}</span>
      </span>
    </button>
  )
}

function takeBend(): void {
  document.querySelector<SVGElement>('#landscape [data-bend]')?.focus()
}

/** Three ways on from the recorded study: take the bend, train, open files; then what to do. */
export function WelcomeStrip({ onClose }: WelcomeStripProps) {
  const study = useStudy()
  const showHelp = useHelp()
  const touch = useTouch()
  const [taken, setTaken] = useState<'bend' | 'train'>()
  const input = useRef<HTMLInputElement>(null)
  const take = (way: 'bend' | 'train') => {
    setTaken(way)
    if (way === 'bend') takeBend()
    else showSteps()
  }
  return (
    <section className={classes.strip} data-taken={taken} aria-label={welcomeTexts.label}>
      {taken ? (
        <p className={classes.how} role="status">
          <b>{welcomeTexts[taken].title}.</b> {welcomeTexts[taken][touch ? 'touch' : 'how']}
        </p>
      ) : (
        <>
          <Way icon={<Diamond />} text={welcomeTexts.bend} onTake={() => take('bend')} />
          <Way icon={<IconPlayerPlay size={16} />} text={welcomeTexts.train} onTake={() => take('train')} />
          <Way
            icon={<IconFolderOpen size={16} />}
            text={welcomeTexts.files}
            onTake={() => input.current?.click()}
          />
          <input
            ref={input}
            type="file"
            multiple
            hidden
            aria-label={welcomeTexts.files.input}
            onChange={(event) => giveFiles(study, [...(event.currentTarget.files ?? [])])}
          />
        </>
      )}
      <div className={classes.close}>
        {showHelp && (
          <Button size="compact-xs" variant="subtle" onClick={() => showHelp({ kind: 'tour' })}>
            {welcomeTexts.tour}
          </Button>
        )}
        <CloseButton size="sm" aria-label={welcomeTexts.close} onClick={onClose} />
      </div>
    </section>
  )
}
