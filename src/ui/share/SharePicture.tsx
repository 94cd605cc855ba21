import { Button } from '@mantine/core'
import { IconCopy, IconPhotoDown } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import type { StudyState } from '../../store/state.ts'
import { downloadName } from '../exporting/downloadName.ts'
import { rasterize } from '../exporting/rasterize.ts'
import { saveBlob } from '../exporting/saveBlob.ts'
import { shareTexts } from '../texts/share.ts'
import { createSharePicture, type SharePicture as Picture } from './createSharePicture.ts'
import { describePng } from './describePng.ts'
import classes from './share.module.css'

const texts = shareTexts.picture

/** Pixels for each of the picture's own: sharp on every screen. */
const scale = 2

async function toPng(picture: Picture, address: string): Promise<Blob> {
  const svg = new Blob([picture.svg], { type: 'image/svg+xml' })
  const png = await rasterize(svg, { ...picture, scale })
  return describePng(png, { Description: picture.caption, Source: address, Software: 'Isthmus' })
}

interface SharePictureProps {
  readonly state: StudyState
  readonly address: string
  readonly title: string
}

/** The landscape as a picture with its caption and the link. */
export function SharePicture({ state, address, title }: SharePictureProps) {
  const { landscape } = state.results
  const [said, setSaid] = useState('')
  const picture = useMemo(
    () => (landscape ? createSharePicture(state, landscape, address) : undefined),
    [landscape, state, address],
  )
  const [preview, setPreview] = useState('')
  useEffect(() => {
    if (!picture) return
    const url = URL.createObjectURL(new Blob([picture.svg], { type: 'image/svg+xml' }))
    setPreview(url)
    return () => URL.revokeObjectURL(url)
  }, [picture])
  if (!picture) {
    return (
      <section className={classes.section} aria-labelledby="share-picture">
        <h3 id="share-picture">{texts.title}</h3>
        <p className={classes.help}>{texts.none}</p>
      </section>
    )
  }
  const save = async (format: 'png' | 'svg') => {
    try {
      const blob =
        format === 'svg' ? new Blob([picture.svg], { type: 'image/svg+xml' }) : await toPng(picture, address)
      saveBlob(blob, downloadName(title, `landscape.${format}`))
      setSaid('')
    } catch {
      setSaid(texts.failed)
    }
  }
  const copy = async () => {
    try {
      // Given as a promise, since some browsers forget the click while the picture is made.
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': toPng(picture, address) })])
      setSaid(texts.copied)
    } catch {
      setSaid(texts.refused)
    }
  }
  return (
    <section className={classes.section} aria-labelledby="share-picture">
      <h3 id="share-picture">{texts.title}</h3>
      {preview && (
        <img
          className={classes.picture}
          src={preview}
          width={picture.width}
          height={picture.height}
          alt={texts.alt(picture.caption)}
        />
      )}
      <p className={classes.help}>{texts.help}</p>
      <div className={classes.row}>
        {(['png', 'svg'] as const).map((format) => (
          <Button
            key={format}
            variant="default"
            leftSection={<IconPhotoDown size={14} />}
            onClick={() => void save(format)}
          >
            {texts.save(format.toUpperCase())}
          </Button>
        ))}
        {'ClipboardItem' in window && (
          <Button variant="default" leftSection={<IconCopy size={14} />} onClick={() => void copy()}>
            {texts.copy}
          </Button>
        )}
      </div>
      <p className={classes.note} role="status">
        {said}
      </p>
    </section>
  )
}
