import { Button } from '@mantine/core'
import { setChoices } from '../../store/choices/editing.ts'
import { runExperiment } from '../../store/experiments/runExperiment.ts'
import { useStudy, useStudyState } from '../StudyContext.ts'
import { pickedTexts } from '../texts/experiments/picked.ts'
import classes from './landscape.module.css'

/** How many networks are picked, and the way to their comparison; nothing where none is. */
export function PicksBar() {
  const study = useStudy()
  const count = useStudyState(({ choices }) => choices.picks.length)
  const running = useStudyState(({ jobs }) => jobs.experiment !== undefined)
  if (count === 0) return null
  const compare = () => {
    setChoices(study, { stage: 'picked' })
    if (!running) void runExperiment(study, 'picked')
  }
  return (
    <div className={classes.picks}>
      <output>{pickedTexts.picked(count)}</output>
      <Button size="compact-xs" variant="light" onClick={compare}>
        {pickedTexts.compare}
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={() => setChoices(study, { picks: [] })}>
        {pickedTexts.clear}
      </Button>
    </div>
  )
}
