import { Checkbox, Select } from '@mantine/core'
import { useState } from 'react'
import { allLessons } from '../../lessons/allLessons.ts'
import { isHidden, type PagePart, pageParts } from '../../store/link/pageParts.ts'
import { partTexts, shareTexts } from '../texts/share.ts'
import { CopyField } from './CopyField.tsx'
import { type ClassLook, classLink, goesWithParent, parentPart } from './classLink.ts'
import classes from './share.module.css'

const texts = shareTexts.class

interface ShareClassProps {
  readonly page: string
  readonly link: string
  /** What the study hides now. */
  readonly hide: readonly PagePart[]
}

/** The link for a class: a lesson, or the study with the parts that nobody needs left out. */
export function ShareClass({ page, link, hide }: ShareClassProps) {
  const [look, setLook] = useState<ClassLook>({ lesson: '', hide, notes: false, projector: false })
  const words = classLink(link, look)
  return (
    <section className={classes.section} aria-labelledby="share-class">
      <h3 id="share-class">{texts.title}</h3>
      <p className={classes.help}>{texts.help}</p>
      <Select
        size="xs"
        label={texts.sees}
        data={[
          { value: '', label: texts.study },
          ...allLessons.map(({ name, title }) => ({ value: name, label: texts.lesson(title) })),
        ]}
        value={look.lesson}
        allowDeselect={false}
        onChange={(lesson) => setLook({ ...look, lesson: lesson ?? '' })}
      />
      {look.lesson === '' && (
        <HiddenParts hide={look.hide} onChange={(parts) => setLook({ ...look, hide: parts })} />
      )}
      <div className={classes.row}>
        {look.lesson !== '' && (
          <Checkbox
            size="xs"
            label={texts.notes}
            checked={look.notes}
            onChange={({ currentTarget: { checked } }) => setLook({ ...look, notes: checked })}
          />
        )}
        <Checkbox
          size="xs"
          label={texts.projector}
          checked={look.projector}
          onChange={({ currentTarget: { checked } }) => setLook({ ...look, projector: checked })}
        />
      </div>
      <CopyField text={words === '' ? page : `${page}#${words}`} texts={texts} />
      <p className={classes.help}>{look.lesson === '' ? texts.everything : texts.itsOwn}</p>
    </section>
  )
}

interface HiddenPartsProps {
  readonly hide: readonly PagePart[]
  readonly onChange: (hide: readonly PagePart[]) => void
}

function HiddenParts({ hide, onChange }: HiddenPartsProps) {
  return (
    <fieldset className={classes.parts}>
      <legend>{texts.hide}</legend>
      {pageParts.map((part) => (
        <Checkbox
          key={part}
          size="xs"
          {...(parentPart(part) && { className: classes.inner })}
          label={partTexts[part]}
          checked={isHidden(hide, part) || goesWithParent(hide, part)}
          disabled={goesWithParent(hide, part)}
          onChange={({ currentTarget: { checked } }) =>
            onChange(checked ? [...hide, part] : hide.filter((other) => other !== part))
          }
        />
      ))}
    </fieldset>
  )
}
