import { SegmentedControl } from '@mantine/core'
import type { Opening } from '../../store/files/createOpening.ts'
import type { OpeningState } from '../../store/files/openingState.ts'
import { useStudyState } from '../StudyContext.ts'
import { resultsTexts } from '../texts/opening.ts'
import { comparisonText } from '../texts/published.ts'
import { OptionRow } from './OptionRow.tsx'
import classes from './opening.module.css'

interface ResultsOptionsProps {
  readonly opening: Opening
  readonly state: OpeningState
}

/** Where results of other programs are to be seen, and whether a surface is computed anew. */
export function ResultsOptions({ opening, state }: ResultsOptionsProps) {
  const { assignments, comparison, resultsPlace, check } = state
  const hasProfile = useStudyState(({ results }) => results.profile !== undefined)
  const hasResults = assignments.results.length > 0
  const told = comparisonText(comparison)
  if (!hasResults && told === '') return null
  const canStandBeside = hasResults && comparison.state !== 'ready' && (hasProfile || check.state === 'ready')
  return (
    <section className={classes.section} aria-label={resultsTexts.title}>
      <h3>{resultsTexts.title}</h3>
      {canStandBeside && (
        <OptionRow label={resultsTexts.place}>
          {(id) => (
            <SegmentedControl
              id={id}
              data={[
                { value: 'alone', label: resultsTexts.alone },
                { value: 'beside', label: resultsTexts.beside },
              ]}
              value={resultsPlace}
              onChange={(place) => opening.chooseResultsPlace(place === 'beside' ? 'beside' : 'alone')}
              aria-label={resultsTexts.place}
            />
          )}
        </OptionRow>
      )}
      {told && (
        <p className={comparison.state === 'failed' ? classes.remark : classes.small} role="status">
          {told}
        </p>
      )}
    </section>
  )
}
