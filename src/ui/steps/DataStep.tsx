import type { Choices } from '../../store/choices/choices.ts'
import { setChoices } from '../../store/choices/editing.ts'
import {
  type DataName,
  dataFactsOf,
  isImageData,
  nothingOpened,
  recommendedChoices,
} from '../../store/dataSets.ts'
import { runData } from '../../store/running/runAll.ts'
import { FlagChoice } from '../controls/FlagChoice.tsx'
import { NumberChoice } from '../controls/NumberChoice.tsx'
import { OptionChoice } from '../controls/OptionChoice.tsx'
import { DataPicture, DataPicturePlace } from '../pictures/DataPicture.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { selectDataName } from '../studyName.ts'
import { optionTexts } from '../texts/options.ts'
import { dataTexts, stepTitles } from '../texts/steps.ts'
import { useRunWhenStale } from '../useRunWhenStale.ts'
import { useThemeName } from '../useThemeName.ts'
import { StepCard } from './StepCard.tsx'
import { StepProgress } from './StepProgress.tsx'
import classes from './steps.module.css'

interface StepProps {
  readonly opened: boolean
  readonly onToggle: () => void
}

/** What the networks learn. */
export function DataStep({ opened, onToggle }: StepProps) {
  const study = useStudy()
  const choices = useStudyState((state) => state.choices)
  const { data, openedData } = choices
  const summary = useStudyState(({ results }) => results.data?.summary)
  useRunWhenStale('data', runData)
  // A canvas reads the theme's colours when it is drawn.
  const theme = useThemeName()
  const { generated, classCount } = dataFactsOf(choices)
  const choose = (value: string) => {
    const name = value as DataName
    const keepsCnn = isImageData({ data: name, openedData }) && choices.network === 'cnn'
    const recommended: Partial<Choices> = recommendedChoices(name)
    setChoices(study, {
      ...recommended,
      ...nothingOpened,
      data: name,
      ...(keepsCnn && { network: 'cnn' }),
      moreEpochs: [],
      restarts: [],
      held: [],
      window: null,
    })
  }
  const shownName = data === 'opened' ? selectDataName(choices) : optionTexts.data[data].toLowerCase()
  const attribution = summary?.attribution
  return (
    <StepCard
      title={stepTitles.data}
      summary={summary ? `${shownName} · ${summary.trainCount} + ${summary.testCount}` : shownName}
      opened={opened}
      onToggle={onToggle}
      glance={
        <>
          {summary ? <DataPicture key={theme} summary={summary} /> : <DataPicturePlace />}
          <StepProgress run="data" />
        </>
      }
    >
      <OptionChoice
        name="data"
        onChoose={choose}
        only={Object.keys(optionTexts.data).filter((name) => name !== 'opened' || openedData !== '')}
      />
      {data === 'opened' && <p className={classes.note}>{selectDataName(choices)}</p>}
      {generated && (
        <>
          <NumberChoice name="size" />
          <NumberChoice name="noise" />
          {classCount === 0 && <NumberChoice name="classCount" />}
          <NumberChoice name="dataSeed" />
        </>
      )}
      {data !== 'opened' && <NumberChoice name="testShare" />}
      <FlagChoice name="standardize" />
      {attribution && (
        <p className={classes.note}>
          {attribution.title}. {attribution.citation}{' '}
          <a href={attribution.sourceUrl} target="_blank" rel="noreferrer">
            {attribution.source}
          </a>
          {dataTexts.changes(attribution.changes)}{' '}
          <a href={attribution.licenceUrl} target="_blank" rel="noreferrer">
            {attribution.licence}
          </a>
          .
        </p>
      )}
    </StepCard>
  )
}
