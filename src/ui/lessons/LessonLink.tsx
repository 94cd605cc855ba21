import { ActionIcon } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { CopyField } from '../share/CopyField.tsx'
import { isOwnComputer } from '../share/shareFacts.ts'
import { lessonLinkTexts as texts } from '../texts/lessons.ts'
import classes from './lessonList.module.css'

interface LessonLinkProps {
  readonly name: string
  readonly title: string
}

/** The address that begins a lesson, for whoever gives it to a class. */
export function LessonLink({ name, title }: LessonLinkProps) {
  const [isShown, setShown] = useState(false)
  const id = useId()
  const address = new URL(`#lesson=${name}`, window.location.href).href
  return (
    <>
      <ActionIcon
        size={30}
        aria-label={texts.open(title)}
        title={texts.open(title)}
        aria-expanded={isShown}
        aria-controls={id}
        onClick={() => setShown(!isShown)}
      >
        <IconLink size={15} />
      </ActionIcon>
      <div id={id} className={classes.link} hidden={!isShown}>
        {isShown && (
          <>
            <CopyField text={address} texts={texts} />
            <p>
              {texts.help}
              {isOwnComputer(window.location) && ` ${texts.local}`}
            </p>
          </>
        )}
      </div>
    </>
  )
}
