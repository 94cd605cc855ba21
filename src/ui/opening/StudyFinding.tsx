import type { OpeningState } from '../../store/files/openingState.ts'
import { selectStudyName } from '../studyName.ts'
import { holdingsOf, studyFileTexts } from '../texts/studies.ts'
import classes from './opening.module.css'

/** What a study file holds, once it has been checked. */
export function StudyFinding({ state: { study } }: { readonly state: OpeningState }) {
  if (study.state === 'working') {
    return (
      <p className={classes.small} role="status">
        {studyFileTexts.checking}
      </p>
    )
  }
  if (study.state !== 'ready') return null
  const { name, savedAt, content } = study.study
  return (
    <section className={classes.section} aria-label={studyFileTexts.title}>
      <h3>
        {name ?? selectStudyName(content.choices)}
        {savedAt !== undefined && <span className={classes.small}> · {studyFileTexts.savedAt(savedAt)}</span>}
      </h3>
      <ul className={classes.holdings}>
        {holdingsOf(content, name).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className={classes.small}>{studyFileTexts.undo}</p>
    </section>
  )
}
