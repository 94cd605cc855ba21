import { Modal } from '@mantine/core'
import { useState } from 'react'
import { studyTitle } from '../exporting/studyTitle.ts'
import { useStudy } from '../StudyContext.ts'
import { shareTexts } from '../texts/share.ts'
import { useFocusBack } from '../useFocusBack.ts'
import { ShareClass } from './ShareClass.tsx'
import { ShareEmbed } from './ShareEmbed.tsx'
import { ShareLink } from './ShareLink.tsx'
import { SharePicture } from './SharePicture.tsx'
import { pageAddress, readShareFacts } from './shareFacts.ts'

/** The ways to share the study as it is now: a link, one for a class, a picture, a frame. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  useFocusBack()
  const study = useStudy()
  // What is shared stands still while it is looked at.
  const [state] = useState(() => study.store.getState())
  const facts = readShareFacts(state)
  const page = pageAddress(window.location)
  const address = facts.link === '' ? page : `${page}#${facts.link}`
  const title = studyTitle(state)
  return (
    <Modal
      opened
      onClose={onClose}
      title={shareTexts.title}
      size="lg"
      closeButtonProps={{ 'aria-label': shareTexts.close }}
    >
      <ShareLink facts={facts} address={address} title={title} />
      <ShareClass page={page} link={facts.link} hide={state.choices.hide} />
      <SharePicture state={state} address={address} title={title} />
      <ShareEmbed page={page} link={facts.link} title={title} />
    </Modal>
  )
}
