import { Button } from '@mantine/core'
import { closePublished, viewPublished } from '../../store/published/showPublished.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { publishedTexts } from '../texts/published.ts'
import classes from './published.module.css'

/** Which results of other programs are open, and the ways to the study and back. */
export function PublishedBar() {
  const study = useStudy()
  const published = useStudyState(({ results }) => results.published)
  if (!published) return null
  const { planes, paths, place } = published
  const names = [...planes, ...paths].map(({ name }) => name)
  const isAlone = place === 'alone'
  const hasCurve = paths.some(({ source }) => source === 'curve')
  const showStudy = hasCurve ? publishedTexts.showBeside : publishedTexts.showStudy
  return (
    <section className={classes.bar} aria-label={publishedTexts.bar(names)}>
      <span className={classes.names} title={publishedTexts.bar(names)}>
        {publishedTexts.bar(names)}
      </span>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => viewPublished(study, { place: isAlone ? 'beside' : 'alone' })}
      >
        {isAlone ? showStudy : publishedTexts.showResult}
      </Button>
      <Button size="compact-sm" onClick={() => closePublished(study)}>
        {names.length === 1 ? publishedTexts.close : publishedTexts.closeMany}
      </Button>
    </section>
  )
}
