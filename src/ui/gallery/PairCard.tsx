import { Button } from '@mantine/core'
import { useState } from 'react'
import { type RecordedPair, recordedStudies } from '../../lessons/gallery.ts'
import { comparePair } from '../../store/comparing/compareStudies.ts'
import { useStudy } from '../StudyContext.ts'
import { galleryTexts as texts } from '../texts/gallery.ts'
import classes from './gallery.module.css'

interface PairCardProps {
  readonly pair: RecordedPair
  readonly onDone: () => void
}

/** Two recorded studies that are shown side by side by one click. */
export function PairCard({ pair, onDone }: PairCardProps) {
  const { title, sentence, names } = pair
  const study = useStudy()
  const [isOpening, setOpening] = useState(false)
  const [left, right] = names.map((name) => recordedStudies.find((one) => one.name === name))
  const compare = async () => {
    if (!left || !right) return
    setOpening(true)
    await comparePair(study, [left, right])
    onDone()
  }
  return (
    <li className={classes.card}>
      <div className={classes.body}>
        <h4 className={classes.title}>{title}</h4>
        <p className={classes.sentence}>{sentence}</p>
        <Button
          className={classes.button}
          variant="default"
          loading={isOpening}
          onClick={() => void compare()}
          aria-label={texts.comparePair(title)}
        >
          {texts.compare}
        </Button>
      </div>
    </li>
  )
}
