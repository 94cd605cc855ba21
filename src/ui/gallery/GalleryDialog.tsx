import { Button, Modal } from '@mantine/core'
import { IconColumns2 } from '@tabler/icons-react'
import { galleryStudies, recordedPairs } from '../../lessons/gallery.ts'
import { closeComparison, openComparison } from '../../store/comparing/openComparison.ts'
import { openRecorded } from '../../store/keeping/openRecorded.ts'
import { useStudy } from '../StudyContext.ts'
import { galleryTexts as texts } from '../texts/gallery.ts'
import { useFocusBack } from '../useFocusBack.ts'
import { GalleryCard } from './GalleryCard.tsx'
import classes from './gallery.module.css'
import { PairCard } from './PairCard.tsx'

/** All recorded studies with their pictures, and pairs of them; one click shows one live. */
export function GalleryDialog({ onClose }: { readonly onClose: () => void }) {
  useFocusBack()
  const study = useStudy()
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.title}
      size={1040}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <p className={classes.lead}>{texts.lead}</p>
      <ul className={classes.cards} aria-label={texts.studies}>
        {galleryStudies.map((entry) => (
          <GalleryCard
            key={entry.name}
            entry={entry}
            onOpen={async () => {
              if (await openRecorded(study, entry.name, entry.title)) closeComparison(study)
              onClose()
            }}
          />
        ))}
      </ul>
      <h3 className={classes.heading}>{texts.pairs}</h3>
      <p className={classes.lead}>{texts.pairsHelp}</p>
      <ul className={classes.pairs} aria-label={texts.pairs}>
        {recordedPairs.map((pair) => (
          <PairCard key={pair.title} pair={pair} onDone={onClose} />
        ))}
      </ul>
      <Button
        className={classes.compareOpen}
        variant="default"
        leftSection={<IconColumns2 size={16} />}
        onClick={() => {
          openComparison(study)
          onClose()
        }}
      >
        {texts.compareOpen}
      </Button>
    </Modal>
  )
}
