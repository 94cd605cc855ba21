import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { shareTexts } from '../texts/share.ts'
import { CopyField } from './CopyField.tsx'
import { type EmbedLook, embedAddress, embedSnippet } from './embedSnippet.ts'
import classes from './share.module.css'

const texts = shareTexts.embed

const sizes = [
  { width: 900, height: 480 },
  { width: 680, height: 400 },
  { width: 360, height: 360 },
] as const

const themes = ['system', 'light', 'dark'] as const

interface ShareEmbedProps {
  readonly page: string
  readonly link: string
  readonly title: string
}

/** The code that shows the study inside another page, and the study as it looks there. */
export function ShareEmbed({ page, link, title }: ShareEmbedProps) {
  const [size, setSize] = useState<(typeof sizes)[number]>(sizes[0])
  const [theme, setTheme] = useState<EmbedLook['theme']>('system')
  const [isShown, setShown] = useState(false)
  const address = embedAddress(page, link, theme)
  return (
    <section className={classes.section} aria-labelledby="share-embed">
      <h3 id="share-embed">{texts.title}</h3>
      <p className={classes.help}>{texts.help}</p>
      <div className={classes.row}>
        <SegmentedControl
          aria-label={texts.size}
          data={sizes.map(({ width, height }) => ({ value: String(width), label: `${width} × ${height}` }))}
          value={String(size.width)}
          onChange={(width) => setSize(sizes.find((one) => String(one.width) === width) ?? sizes[0])}
        />
        <SegmentedControl
          aria-label={texts.theme}
          data={themes.map((value) => ({ value, label: texts.themes[value] }))}
          value={theme}
          onChange={(value) => setTheme(themes.find((one) => one === value) ?? 'system')}
        />
      </div>
      <CopyField text={embedSnippet(address, title, { ...size, theme })} rows={5} texts={texts} />
      {isShown ? (
        <div className={classes.frame}>
          <iframe key={address} src={address} title={texts.frame} {...size} />
        </div>
      ) : (
        <Button className={classes.send} variant="default" onClick={() => setShown(true)}>
          {texts.show}
        </Button>
      )}
    </section>
  )
}
