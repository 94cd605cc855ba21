import { Button, NumberInput } from '@mantine/core'
import { setChoices } from '../../store/choices/editing.ts'
import { estimateLandscapeSeconds } from '../../store/running/estimates.ts'
import { hasBatchNorm } from '../../store/running/requests.ts'
import { ChoiceLabel } from '../controls/ChoiceLabel.tsx'
import controls from '../controls/controls.module.css'
import { FlagChoice } from '../controls/FlagChoice.tsx'
import { NumberChoice } from '../controls/NumberChoice.tsx'
import { OptionChoice } from '../controls/OptionChoice.tsx'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { formatSeconds } from '../texts/formatting.ts'
import { gridText, optionTexts } from '../texts/options.ts'
import { planeSentences } from '../texts/pictureSentences.ts'
import { landscapeStepTexts, stepTitles } from '../texts/steps.ts'
import { PlaneSettings } from './PlaneSettings.tsx'
import { StepActions } from './StepActions.tsx'
import { StepCard } from './StepCard.tsx'
import { StepProgress } from './StepProgress.tsx'
import classes from './steps.module.css'

interface StepProps {
  readonly opened: boolean
  readonly onToggle: () => void
}

function RangeChoice({ name }: { readonly name: 'rangeMin' | 'rangeMax' }) {
  const study = useStudy()
  const value = useStudyState(({ choices }) => choices[name])
  return (
    <div className={controls.row}>
      <ChoiceLabel name={name} htmlFor={name} />
      <NumberInput
        id={name}
        className={controls.number}
        value={value ?? ''}
        placeholder={landscapeStepTexts.automatic}
        hideControls
        onChange={(next) => setChoices(study, { [name]: typeof next === 'number' ? next : null })}
      />
    </div>
  )
}

function BendChoice() {
  const study = useStudy()
  const bends = useStudyState(({ choices }) => choices.bends)
  const selected = useStudyState(({ choices }) => choices.selectedBend)
  if (bends === 1) return null
  return (
    <div className={controls.row}>
      <ChoiceLabel name="selectedBend" />
      <div>
        {Array.from({ length: bends + 1 }, (_, bend) => (
          <Button
            key={bend === 0 ? 'far' : bend}
            size="compact-xs"
            variant={bend === selected ? 'light' : 'subtle'}
            aria-pressed={bend === selected}
            onClick={() => setChoices(study, { selectedBend: bend, held: [] })}
          >
            {bend === 0 ? landscapeStepTexts.farthest : bend}
          </Button>
        ))}
      </div>
    </div>
  )
}

/** Said where the typed ends leave no range, in which case the usual one is shown. */
function RangeNote() {
  const { rangeMin, rangeMax } = useStudyState(({ choices }) => choices)
  if (rangeMin === null || rangeMax === null || rangeMin < rangeMax) return null
  return (
    <p className={controls.limit} role="alert">
      {landscapeStepTexts.range}
    </p>
  )
}

/** The plane that is drawn. */
export function LandscapeStep({ opened, onToggle }: StepProps) {
  const study = useStudy()
  const { resolution, plane, quantity } = useStudyState(({ choices }) => choices)
  const normalizes = useStudyState(({ choices }) => hasBatchNorm(choices))
  const seconds = useStudyState(estimateLandscapeSeconds)
  return (
    <StepCard
      title={stepTitles.landscape}
      summary={`${gridText(resolution)} · ${optionTexts.plane[plane].toLowerCase()}`}
      opened={opened}
      onToggle={onToggle}
      glance={<StepProgress run="landscape" />}
    >
      <OptionChoice name="plane" />
      <p className={classes.note}>{planeSentences[plane]}</p>
      {plane === 'curve' && <BendChoice />}
      <PlaneSettings />
      <OptionChoice
        name="resolution"
        others={{ [resolution]: gridText(resolution) }}
        onChoose={(value) => setChoices(study, { resolution: Number(value) })}
      />
      <NumberChoice name="margin" />
      {normalizes && <OptionChoice name="batchNormMode" />}
      <OptionChoice name="palette" />
      <RangeChoice name="rangeMin" />
      <RangeChoice name="rangeMax" />
      <RangeNote />
      <FlagChoice name="contours" />
      {quantity === 'loss' && <NumberChoice name="evaluationDecay" />}
      {seconds !== undefined && seconds > 0.5 && (
        <p className={classes.note}>{landscapeStepTexts.time(formatSeconds(seconds))}</p>
      )}
      <StepActions run="landscape" />
    </StepCard>
  )
}
