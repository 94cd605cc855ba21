import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { planNetwork } from '../../core/networks/planNetwork.ts'
import type { GalleryStudy } from '../../lessons/gallery.ts'
import { parseLink } from '../../store/link/link.ts'
import { architectureOf } from '../../store/running/requests.ts'
import { selectStudyName } from '../studyName.ts'
import { galleryTexts as texts } from '../texts/gallery.ts'
import { useThemeName } from '../useThemeName.ts'
import classes from './gallery.module.css'

interface GalleryCardProps {
  readonly entry: GalleryStudy
  readonly onOpen: () => Promise<void>
}

/** What a study is made of, from its link: `Two moons · MLP 2-16-16-2` and the number of parameters. */
function useSize(link: string) {
  return useMemo(() => {
    const { choices } = parseLink(link)
    const { parameterCount } = planNetwork(architectureOf(choices))
    return { name: selectStudyName(choices), parameters: texts.size(parameterCount) }
  }, [link])
}

/** A recorded study: its picture, what there is to see, and the button that shows it. */
export function GalleryCard({ entry, onOpen }: GalleryCardProps) {
  const { name, title, sentence, link } = entry
  const theme = useThemeName()
  const size = useSize(link)
  const [isOpening, setOpening] = useState(false)
  const open = () => {
    setOpening(true)
    void onOpen()
  }
  return (
    <li className={classes.card}>
      <img
        className={classes.picture}
        src={`studies/${name}-${theme}.webp`}
        width={640}
        height={400}
        alt=""
        loading="lazy"
      />
      <div className={classes.body}>
        <h3 className={classes.title}>{title}</h3>
        <p className={classes.sentence}>{sentence}</p>
        <p className={classes.small}>
          {size.name} · <span className={classes.nowrap}>{size.parameters}</span>
        </p>
        <Button
          className={classes.button}
          variant="default"
          loading={isOpening}
          onClick={open}
          aria-label={texts.openStudy(title)}
        >
          {texts.open}
        </Button>
      </div>
    </li>
  )
}
